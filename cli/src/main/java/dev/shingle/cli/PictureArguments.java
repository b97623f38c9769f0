package dev.shingle.cli;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.pictures.Resampling;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How pictures become numbers that a network reads. */
final class PictureArguments {

    @Option(
            names = "--mean",
            paramLabel = "X",
            split = ",",
            description =
                    "What is subtracted from samples of 0 to 255; one number or one for each channel. Default: 0.")
    private List<Double> mean = new ArrayList<>();

    @Option(
            names = "--scale",
            paramLabel = "X",
            split = ",",
            description = "What the difference is divided by, likewise. Default: 255, for real numbers from 0 to 1.")
    private List<Double> scale = new ArrayList<>();

    @Option(names = "--bgr", description = "The network reads blue, green, red.")
    private boolean bgr;

    @Option(
            names = "--resize",
            paramLabel = "HOW",
            defaultValue = "AREA",
            description = "For pictures of another size: NEAREST, BILINEAR or AREA. Default: ${DEFAULT-VALUE}.")
    private Resampling resampling = Resampling.AREA;

    PictureConversion conversion() {
        try {
            return new PictureConversion(resampling, bgr, numbers(mean, 0), numbers(scale, 255));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--mean, --scale: found " + e.getMessage());
        }
    }

    private static ImmutableDoubleArray numbers(List<Double> given, double otherwise) {
        return given.isEmpty() ? ImmutableDoubleArray.of(otherwise) : ImmutableDoubleArray.copyOf(given);
    }
}
