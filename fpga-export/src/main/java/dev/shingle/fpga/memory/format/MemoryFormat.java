package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.Refusal;
import dev.shingle.fpga.memory.WordLayout;
import dev.shingle.networks.NetworkFormatException;
import java.util.Optional;

/**
 * A kind of file that holds the contents of a memory. Text files hold words as numbers, whatever lies in their lanes; byte
 * files hold elements in their order, see {@link WordLayout}.
 */
public interface MemoryFormat {

    /** What users call it. */
    String name();

    /** How its files' names end, without the dot. */
    String ending();

    /** One line about it. */
    String description();

    /** Why the format, or the tool that reads it, cannot take the image. */
    Optional<Refusal> refusal(MemoryImage image);

    /**
     * The file.
     *
     * @param name what the contents are; a comment or an identifier, where the format has one
     * @throws IllegalArgumentException if the image is refused
     */
    byte[] write(String name, MemoryImage image);

    /**
     * The words of a file.
     *
     * @param source how errors call it
     * @param layout what the words are; few formats say so themselves, and what a file says must agree
     * @throws NetworkFormatException if it is not in this format: position, what is there, what was expected
     */
    MemoryImage read(String source, byte[] file, WordLayout layout);
}
