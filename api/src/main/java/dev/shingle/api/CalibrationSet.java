package dev.shingle.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.pictures.GeneratedPictures;
import dev.shingle.networks.pictures.NpyFile;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.pictures.PictureFile;
import dev.shingle.networks.tensors.RealValues;
import dev.shingle.networks.tensors.TensorData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What a float network is shown: files, or pictures made from a seed. Only one sample is in memory at a time.
 *
 * <p>Pictures (PGM, PPM, PNG) go through the {@link PictureConversion}. Arrays (NPY) hold the real numbers of the input, as
 * many as it has and in its order, without conversion. Files serve networks of one input; generated samples any: inputs
 * that are no images of one or three channels get noise from -1 to 1.
 */
public final class CalibrationSet {

    private final PictureConversion conversion;
    private final ImmutableList<Path> files;
    private final int count;
    private final long seed;

    private CalibrationSet(PictureConversion conversion, ImmutableList<Path> files, int count, long seed) {
        this.conversion = conversion;
        this.files = files;
        this.count = count;
        this.seed = seed;
    }

    /** Pictures from a seed. */
    public static CalibrationSet generated(PictureConversion conversion, int count, long seed) {
        return new CalibrationSet(conversion, ImmutableList.of(), count, seed);
    }

    /**
     * Pictures and arrays; folders stand for those in them.
     *
     * @throws NetworkFormatException if there is none
     */
    public static CalibrationSet files(PictureConversion conversion, ImmutableList<Path> files) {
        ImmutableList<Path> all = files.stream()
                .flatMap(file -> Files.isDirectory(file) ? PictureFile.inFolder(file).stream() : Stream.of(file))
                .collect(toImmutableList());
        if (all.isEmpty()) {
            throw new NetworkFormatException(
                    files.isEmpty() ? "calibration" : files.get(0).toString(),
                    "folder",
                    "no picture",
                    "files that end in .pgm, .ppm, .pnm, .png or .npy");
        }
        return new CalibrationSet(conversion, all, all.size(), 0);
    }

    /** Number of samples. */
    public int size() {
        return count;
    }

    PictureConversion conversion() {
        return conversion;
    }

    /** Whether every sample of this input is a picture. */
    boolean showsPictures(FeatureMap input) {
        return isImage(input) && files.stream().noneMatch(CalibrationSet::isArray);
    }

    /** The inputs of a float network for one sample, by name. */
    ImmutableMap<String, TensorData> inputs(int index, Network network) {
        ImmutableMap.Builder<String, TensorData> inputs = ImmutableMap.builder();
        for (int i = 0; i < network.inputs().size(); i++) {
            FeatureMap input = network.inputs().get(i);
            inputs.put(input.name(), files.isEmpty() ? made(index, i, input) : read(index, network, input));
        }
        return inputs.buildOrThrow();
    }

    private TensorData made(int index, int position, FeatureMap input) {
        if (isImage(input)) {
            Picture picture = GeneratedPictures.of(
                    seed + 1_000_003L * position,
                    index,
                    input.shape().height(),
                    input.shape().width(),
                    input.shape().channels());
            return conversion.convert("generated picture", picture, input);
        }
        SplittableRandom random = new SplittableRandom(seed + 1_000_003L * position + 7919L * index);
        double[] noise = random.doubles(input.shape().elements(), -1, 1).toArray();
        return RealValues.store(input, noise);
    }

    private TensorData read(int index, Network network, FeatureMap input) {
        Path file = files.get(index);
        if (network.inputs().size() != 1) {
            throw new NetworkFormatException(
                    file.toString(),
                    "network " + network.name(),
                    network.inputs().size() + " inputs",
                    "one input for calibration files (generated samples serve more)");
        }
        if (!isArray(file)) {
            return conversion.convert(file.toString(), PictureFile.read(file), input);
        }
        TensorData array = NpyFile.read(file);
        if (array.shape().elements() != input.shape().elements()) {
            throw new NetworkFormatException(
                    file.toString(), "header", "shape " + array.shape(), "the input's, " + input.shape());
        }
        double[] reals = new double[array.numbers().count()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = array.numbers().value(i);
        }
        return RealValues.store(input, reals);
    }

    private static boolean isArray(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    private static boolean isImage(FeatureMap input) {
        int channels = input.shape().channels();
        return input.type() == ElementType.FLOAT32
                && input.shape().rank() >= 3
                && input.shape().batch() == 1
                && (channels == 1 || channels == 3);
    }
}
