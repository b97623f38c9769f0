package dev.shingle.fpga.memory.format;

import com.google.common.base.Ascii;
import com.google.common.io.BaseEncoding;
import dev.shingle.fpga.memory.WordLayout;
import dev.shingle.networks.NetworkFormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntPredicate;

/** A place in a text file of ASCII characters, which knows what to call itself. */
final class Cursor {

    private static final int LONGEST_QUOTE = 24;

    private final String source;
    private final String text;
    private int at;
    private int tokenStart;

    Cursor(String source, byte[] file) {
        this.source = source;
        this.text = new String(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < text.length(); i++) {
            char found = text.charAt(i);
            boolean isText = (found >= ' ' && found < 0x7f) || found == '\n' || found == '\r' || found == '\t';
            if (!isText) {
                throw new NetworkFormatException(source, position(i), described(i), "ASCII text");
            }
        }
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** Whether the text goes on so, in capital letters or small ones. */
    boolean sees(String expected) {
        return text.regionMatches(true, at, expected, 0, expected.length());
    }

    /** Moves on if the text goes on so. */
    boolean take(String expected) {
        boolean taken = sees(expected);
        at += taken ? expected.length() : 0;
        return taken;
    }

    void expect(String expected) {
        if (!take(expected)) {
            throw fault("'" + expected.replace("\n", "\\n") + "'");
        }
    }

    Cursor skipBlanks() {
        while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return this;
    }

    /** Whether nothing but blanks is before this on its line. */
    boolean isFirstOnLine() {
        return text.substring(text.lastIndexOf('\n', at - 1) + 1, at).isBlank();
    }

    /** Moves behind the end of the line. */
    void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
    }

    /** Moves behind the next such text; false if there is none. */
    boolean skipBehind(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
        return found >= 0;
    }

    /** As many letters, digits, signs and underscores as follow, at least one. */
    String token(String expected) {
        String token = run(character -> character == '-'
                || character == '+'
                || character == '_'
                || (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z'));
        if (token.isEmpty()) {
            throw fault(expected);
        }
        return token;
    }

    private String run(IntPredicate belongs) {
        tokenStart = at;
        while (!atEnd() && belongs.test(text.charAt(at))) {
            at++;
        }
        return text.substring(tokenStart, at);
    }

    /** A number without a sign. */
    long number(int radix, long most, String meaning) {
        String expected = meaning + " from 0 to " + Long.toString(most, radix);
        String token = token(expected);
        try {
            long value = Long.parseLong(token, radix);
            if (value >= 0 && value <= most && Character.digit(token.charAt(0), radix) >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw faultOfToken(expected);
        }
        throw faultOfToken(expected);
    }

    /** Bytes, as pairs of hexadecimal digits that follow each other. */
    byte[] hexPairs(String expected) {
        String token = token(expected);
        if (token.length() % 2 != 0 || !token.chars().allMatch(character -> Character.digit(character, 16) >= 0)) {
            throw faultOfToken(expected);
        }
        return BaseEncoding.base16().decode(Ascii.toUpperCase(token));
    }

    /** An unsigned number that fits a word. */
    BigInteger word(WordLayout layout, int radix) {
        token(wordOf(layout, radix));
        return parsed(layout, radix);
    }

    /** The last token as such a number. */
    BigInteger parsed(WordLayout layout, int radix) {
        String token = text.substring(tokenStart, at);
        // Leading zeros say nothing; more digits than bits cannot be a word, and are not worth multiplying.
        boolean isDigits = token.chars().allMatch(character -> Character.digit(character, radix) >= 0);
        String digits = token.replaceFirst("^0+(?=.)", "");
        if (isDigits && digits.length() <= layout.wordBits()) {
            BigInteger word = new BigInteger(digits, radix);
            if (word.bitLength() <= layout.wordBits()) {
                return word;
            }
        }
        throw faultOfToken(wordOf(layout, radix));
    }

    private static String wordOf(WordLayout layout, int radix) {
        return "a number of " + layout.wordBits() + " bits in radix " + radix;
    }

    /** The end of a line, in either fashion. */
    void expectLineEnd() {
        if (!take("\n") && !take("\r\n")) {
            throw fault("the end of the line");
        }
    }

    /** What is here is not what was expected. */
    NetworkFormatException fault(String expected) {
        return new NetworkFormatException(source, position(at), described(at), expected);
    }

    /** What the last token says is not what was expected. */
    NetworkFormatException faultOfToken(String expected) {
        String token = text.substring(tokenStart, at);
        String quoted = token.length() <= LONGEST_QUOTE
                ? "'" + token + "'"
                : "'" + token.substring(0, LONGEST_QUOTE) + "'... of " + token.length() + " characters";
        return faultOfToken(quoted, expected);
    }

    NetworkFormatException faultOfToken(String found, String expected) {
        return new NetworkFormatException(source, position(tokenStart), found, expected);
    }

    private String described(int index) {
        if (index == text.length()) {
            return "the end of the file";
        }
        char found = text.charAt(index);
        boolean isVisible = found > ' ' && found < 0x7f;
        return isVisible ? "'" + found + "'" : String.format(Locale.ROOT, "character %#04x", (int) found);
    }

    private String position(int index) {
        int line = 1;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < index; end = text.indexOf('\n', start)) {
            line++;
            start = end + 1;
        }
        return "line " + line + ", column " + (index - start + 1);
    }
}
