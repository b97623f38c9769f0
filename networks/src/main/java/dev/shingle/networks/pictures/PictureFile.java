package dev.shingle.networks.pictures;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.format.ModelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Pictures by what their first bytes say: netpbm (P2, P3, P5, P6) or PNG. */
public final class PictureFile {

    private static final String EXPECTED = "a picture (PGM, PPM or PNG)";

    private static final ImmutableSet<String> ENDINGS = ImmutableSet.of("pgm", "ppm", "pnm", "png", "npy");

    private PictureFile() {}

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not a picture that can be read
     */
    public static Picture read(Path file) {
        return read(file.toString(), ModelFile.contents(file, EXPECTED));
    }

    /**
     * Reads the bytes of a file, from position to limit.
     *
     * @param source where they are from, for messages
     */
    public static Picture read(String source, ByteBuffer contents) {
        ByteBuffer bytes = contents.slice();
        if (PngFile.claims(bytes)) {
            return PngFile.read(source, bytes);
        }
        if (PnmFile.claims(bytes)) {
            return PnmFile.read(source, bytes);
        }
        throw new NetworkFormatException(source, "byte 0", "no magic number of a picture", EXPECTED);
    }

    /**
     * The pictures and arrays that lie in a folder (not in folders within it), by their endings, in order of their names.
     *
     * @throws NetworkFormatException if it cannot be listed
     */
    public static ImmutableList<Path> inFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(PictureFile::hasKnownEnding)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .collect(toImmutableList());
        } catch (IOException | SecurityException e) {
            throw new NetworkFormatException(folder.toString(), "folder", "an error (" + e + ")", "a readable folder");
        }
    }

    private static boolean hasKnownEnding(Path file) {
        return ENDINGS.contains(MoreFiles.getFileExtension(file).toLowerCase(Locale.ROOT));
    }
}
