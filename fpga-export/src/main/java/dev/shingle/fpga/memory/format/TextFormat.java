package dev.shingle.fpga.memory.format;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.Refusal;
import dev.shingle.fpga.memory.WordLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What all text formats have in common: ASCII, an image that is taken or refused, a cursor to read with. */
abstract class TextFormat implements MemoryFormat {

    private final String name;
    private final String ending;
    private final String description;

    TextFormat(String name, String ending, String description) {
        this.name = name;
        this.ending = ending;
        this.description = description;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String ending() {
        return ending;
    }

    @Override
    public final String description() {
        return description;
    }

    /** A memory without words is refused by all. */
    @Override
    public final Optional<Refusal> refusal(MemoryImage image) {
        return image.depthWords() == 0
                ? Optional.of(new Refusal("a memory of 0 words", "leave the file out"))
                : refusalOf(image);
    }

    @Override
    public final byte[] write(String title, MemoryImage image) {
        Optional<Refusal> refusal = refusal(image);
        checkArgument(refusal.isEmpty(), "%s cannot be written as %s: %s", title, name, refusal);
        StringBuilder text =
                new StringBuilder(image.depthWords() * (image.layout().hexDigits() + 2) + 200);
        write(title, image, text);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public final MemoryImage read(String source, byte[] file, WordLayout layout) {
        Cursor cursor = new Cursor(source, file);
        MemoryImage image = read(cursor, layout);
        if (image.depthWords() == 0) {
            throw cursor.fault("at least one word");
        }
        return image;
    }

    Optional<Refusal> refusalOf(MemoryImage image) {
        return Optional.empty();
    }

    abstract void write(String title, MemoryImage image, StringBuilder text);

    abstract MemoryImage read(Cursor cursor, WordLayout layout);

    /** Any text as a part of a comment. */
    static String comment(String text) {
        return text.replaceAll("[^ -~]", "?").replaceAll("[;%#*/\\\\]", "_");
    }
}
