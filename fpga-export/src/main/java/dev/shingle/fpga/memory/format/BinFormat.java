package dev.shingle.fpga.memory.format;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.Refusal;
import dev.shingle.fpga.memory.WordLayout;
import dev.shingle.networks.NetworkFormatException;
import java.util.Optional;

/** Nothing but bytes, in the order of byte addresses. */
final class BinFormat implements MemoryFormat {

    @Override
    public String name() {
        return "bin";
    }

    @Override
    public String ending() {
        return "bin";
    }

    @Override
    public String description() {
        return "raw bytes in the order of byte addresses";
    }

    @Override
    public Optional<Refusal> refusal(MemoryImage image) {
        return image.depthWords() == 0
                ? Optional.of(new Refusal("a memory of 0 words", "leave the file out"))
                : Optional.empty();
    }

    @Override
    public byte[] write(String name, MemoryImage image) {
        Optional<Refusal> refusal = refusal(image);
        checkArgument(refusal.isEmpty(), "%s cannot be written as bin: %s", name, refusal);
        return ByteImage.of(image);
    }

    @Override
    public MemoryImage read(String source, byte[] file, WordLayout layout) {
        if (file.length == 0 || file.length % layout.wordBytes() != 0) {
            throw new NetworkFormatException(
                    source,
                    "byte " + file.length,
                    "the end of the file",
                    "whole words of " + layout.wordBytes() + " bytes, at least one");
        }
        return ByteImage.image(layout, file)
                .orElseThrow(() -> new NetworkFormatException(
                        source,
                        "bytes 0 to " + (file.length - 1),
                        "a word with bits above bit " + (layout.wordBits() - 1),
                        "words of " + layout.wordBits() + " bits"));
    }
}
