package dev.shingle.cli;

import dev.shingle.api.CameraOptions;
import dev.shingle.fpga.camera.PixelFormat;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.pictures.PictureFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A design around the export, and what the camera of it sees. */
final class CameraArguments {

    private static final Pattern PAIR = Pattern.compile("(\\d{1,6})[x,](\\d{1,6})");

    /** What can be built. */
    enum Build {
        CAMERA;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return "camera";
        }
    }

    @Option(
            names = "--build",
            paramLabel = "KIND",
            description = {
                "camera: a folder that stands alone, with RTL, test bench and Makefile, for --part (or generic).",
                "Refused if the accelerator cannot run the network or the part has too few blocks of RAM."
            })
    private @Nullable Build build;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "What the test bench shows to the camera (PGM, PPM, PNG); without it, a picture made up.")
    private @Nullable Path picture;

    @Option(
            names = "--sensor",
            paramLabel = "ROWSxCOLUMNS",
            description = "Lines and pixels of the sensor. Default: as many as the network's input needs.")
    private @Nullable String sensor;

    @Option(
            names = "--crop",
            paramLabel = "TOP,LEFT",
            description = "Where the sensor's picture is cut: lines above, pixels to the left. Default: 0,0.")
    private @Nullable String crop;

    @Option(
            names = "--shrink",
            paramLabel = "N",
            description = "1, 2 or 4: sensor pixels that become one of the input, each way. Default: 1.")
    private int shrink = 1;

    @Option(
            names = "--pixels",
            paramLabel = "FORMAT",
            description = {
                "How the sensor sends a pixel: gray, yuyv, uyvy, rgb565 or rgb888.",
                "Default: gray for a network that reads one channel, rgb565 for one that reads three."
            })
    private @Nullable PixelFormat pixels;

    @Option(
            names = "--even-if-too-large",
            description =
                    "Make the folder although the part has too few blocks of RAM; the exit code is 1 all the same.")
    private boolean evenIfTooLarge;

    boolean isWanted() {
        return build != null;
    }

    /** Refuses what only a camera build has a use for. */
    void requireUnused() {
        boolean isShaped = sensor != null || crop != null || shrink != 1 || pixels != null;
        if (picture != null || isShaped || evenIfTooLarge) {
            throw new UsageException(
                    "--picture, --sensor, --crop, --shrink, --pixels and --even-if-too-large belong to --build camera");
        }
    }

    CameraOptions options(Optional<PictureConversion> conversion) {
        try {
            CameraOptions options = CameraOptions.defaults().withShrink(shrink).withEvenIfTooLarge(evenIfTooLarge);
            if (crop != null) {
                Matcher pair = pair("--crop", crop, "TOP,LEFT");
                options = options.withCrop(Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2)));
            }
            if (sensor != null) {
                Matcher pair = pair("--sensor", sensor, "ROWSxCOLUMNS");
                options = options.withSensor(Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2)));
            }
            if (pixels != null) {
                options = options.withPixels(pixels);
            }
            if (picture != null) {
                options = options.withPicture(PictureFile.read(picture));
            }
            return conversion.map(options::withConversion).orElse(options);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--build camera: " + e.getMessage());
        }
    }

    private static Matcher pair(String option, String value, String expected) {
        Matcher matcher = PAIR.matcher(value);
        if (!matcher.matches()) {
            throw new UsageException(option + " " + value + ": expected two numbers, " + expected);
        }
        return matcher;
    }
}
