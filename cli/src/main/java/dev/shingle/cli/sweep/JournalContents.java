package dev.shingle.cli.sweep;

import com.google.common.collect.ImmutableSortedMap;
import dev.shingle.api.sweep.SweepHeader;
import dev.shingle.api.sweep.SweepTable;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a journal holds. It only ever grows, one whole line at a time; so whatever stopped its writer, the lines are true up
 * to the first one that is torn, and that line and all after it count for nothing. The points are done again.
 *
 * @param header its first line; empty if there is none, or a torn one
 * @param rows by point
 * @param keys by point
 * @param goodBytes length of the lines that are true
 * @param droppedBytes length of what follows
 */
record JournalContents(
        Optional<SweepHeader> header,
        Map<Integer, String> rows,
        Map<Integer, String> keys,
        long goodBytes,
        long droppedBytes) {

    /** Key, point and what the table has. */
    private static final Pattern ROW = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,9}) (.*)");

    /** A journal that is not there, or has no true head, is empty. */
    static JournalContents read(Path file) {
        if (!Files.exists(file)) {
            return new JournalContents(Optional.empty(), Map.of(), Map.of(), 0, 0);
        }
        try {
            return read(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JournalContents read(Path file, byte[] bytes) {
        Map<Integer, String> rows = new HashMap<>();
        Map<Integer, String> keys = new HashMap<>();
        Optional<SweepHeader> header = Optional.empty();
        int start = 0;
        for (int end = endOfLine(bytes, 0); end >= 0; end = endOfLine(bytes, start)) {
            Optional<String> text = text(bytes, start, end);
            if (text.isEmpty()) {
                break;
            }
            if (header.isEmpty()) {
                header = Optional.of(header(file, text.get()));
            } else {
                addRow(file, header.get(), text.get(), rows, keys);
            }
            start = end + 1;
        }
        return new JournalContents(header, rows, keys, start, bytes.length - start);
    }

    private static int endOfLine(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> text(byte[] bytes, int start, int end) {
        try {
            ByteBuffer line = ByteBuffer.wrap(bytes, start, end - start);
            return JournalLine.text(
                    StandardCharsets.UTF_8.newDecoder().decode(line).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static SweepHeader header(Path file, String text) {
        try {
            return SweepHeader.ofJson(file.toString(), text);
        } catch (NetworkFormatException e) {
            throw new JournalException(
                    file + ": found no journal of a sweep that this version can read (" + e.getMessage() + ")");
        }
    }

    private static void addRow(
            Path file, SweepHeader header, String text, Map<Integer, String> rows, Map<Integer, String> keys) {
        Matcher row = ROW.matcher(text);
        if (!row.matches()) {
            throw new JournalException(file + ": found a line without key and point, expected a journal of a sweep");
        }
        int index = Integer.parseInt(row.group(2));
        if (index >= header.axes().size()) {
            throw new JournalException("%s: found point %d, expected one below %d"
                    .formatted(file, index, header.axes().size()));
        }
        if (rows.put(index, row.group(3)) != null) {
            throw new JournalException(file + ": found point " + index + " twice, expected each once");
        }
        keys.put(index, row.group(1));
    }

    /** The rows as a table. */
    SweepTable table(SweepHeader wanted) {
        return new SweepTable(wanted, ImmutableSortedMap.copyOf(rows));
    }
}
