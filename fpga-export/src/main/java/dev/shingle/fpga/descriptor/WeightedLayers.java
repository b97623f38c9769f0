package dev.shingle.fpga.descriptor;

import static dev.shingle.fpga.descriptor.UnsupportedException.require;

import dev.shingle.fpga.descriptor.Field.Kind;
import dev.shingle.fpga.descriptor.Loops.Taps;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.constants.StoredNumbers;

/**
 * Layers with weights. All become sums of products over a window, requantised for each output channel:
 *
 * <pre>
 *   result = clamp(zero + (sum(x*w) + bias') * multiplier),     bias' = bias - zero(x) * sum(w)
 * </pre>
 *
 * so that padding, which reads as the input's zero point, adds nothing.
 */
final class WeightedLayers {

    private final WeightRows weights;
    private final Parameters parameters;

    WeightedLayers(WeightRows weights, Parameters parameters) {
        this.weights = weights;
        this.parameters = parameters;
    }

    void convolution(Task task, Operator.Convolution convolution) {
        require(convolution.groups() == 1, "a convolution of %s groups", convolution.groups());
        task.requireOneImage();
        Shape shape = filter(task).shape();
        int kernelWidth = shape.width();
        int inputs = shape.channels();
        StoredNumbers numbers = StoredValues.numbers(filter(task));
        WeightRows.Source source = (output, row, column, input) ->
                (byte) numbers.integer(((output * shape.height() + row) * kernelWidth + column) * inputs + input);
        append(task, task.ifm(), task.out(), convolution.window(), inputs, source, convolution.activation());
    }

    /** One input channel for all output channels is a convolution. */
    void depthwise(Task task, Operator.DepthwiseConvolution depthwise) {
        task.requireOneImage();
        Shape shape = filter(task).shape();
        StoredNumbers numbers = StoredValues.numbers(filter(task));
        WeightRows.Source source = (output, row, column, input) ->
                (byte) numbers.integer((row * shape.width() + column) * shape.channels() + output);
        if (task.ifm().channels() == 1) {
            append(task, task.ifm(), task.out(), depthwise.window(), 1, source, depthwise.activation());
            return;
        }
        require(
                depthwise.multiplier() == 1,
                "a depthwise convolution of %s channels with multiplier %s; only that of a single channel can be run",
                task.ifm().channels(),
                depthwise.multiplier());
        require(
                !task.ifm().dense(),
                "a depthwise convolution of the dense frame %s",
                task.ifm().name());
        task.loops()
                .slide(task.ifm(), task.out(), depthwise.window(), task.loops().ownChannels(), 1, 1);
        finish(task, depthwise.window(), 1, true, source);
        task.control(Kind.MAC, true, false, zero(task), depthwise.activation());
    }

    /** Vectors are pixels: those of the operand if they are as long, else stretches of it without gaps. */
    void fullyConnected(Task task, Operator.FullyConnected connected) {
        int length = filter(task).shape().channels();
        TensorPlace in = task.ifm();
        TensorPlace out = task.out();
        int vectors = Math.toIntExact(out.pixels());
        long vectorBytes = in.pixelBytes();
        if (in.channels() != length) {
            require(
                    in.pixelBytes() == in.channels()
                            && (in.dense()
                                    || vectors == 1
                                    || length % task.accelerator().lanes() == 0),
                    "%s has padding between the elements of a vector",
                    in.name());
            vectorBytes = length;
        }
        StoredNumbers numbers = StoredValues.numbers(filter(task));
        WeightRows.Source source = (output, row, column, input) -> (byte) numbers.integer(output * length + input);
        append(
                task,
                in.as(1, vectors, length, vectorBytes),
                out.as(1, vectors, out.channels(), out.pixelBytes()),
                Window.pointwise(),
                length,
                source,
                connected.activation());
    }

    private void append(
            Task task,
            TensorPlace in,
            TensorPlace out,
            Window window,
            int inputs,
            WeightRows.Source source,
            Activation activation) {
        Taps taps = task.loops().allChannels(in);
        task.loops().slide(in, out, window, taps, 1, 1);
        finish(task, window, inputs, in.dense(), source);
        task.control(Kind.MAC, in.dense(), in.dense(), zero(task), activation);
    }

    private void finish(Task task, Window window, int inputs, boolean byRows, WeightRows.Source source) {
        int lanes = task.accelerator().lanes();
        int groups = task.loops().groups(task.out());
        int outputs = task.out().channels();
        int kernel = window.kernelHeight() * window.kernelWidth();
        long first = weights.append(outputs, window.kernelHeight(), window.kernelWidth(), inputs, byRows, source);
        long blockRows = (long) kernel * (byRows ? inputs : (inputs + lanes - 1) / lanes * lanes);
        task.loops().blocks(Field.WEIGHT_START, Field.WEIGHT_GROUP, first, blockRows, groups);
        task.loops().blocks(Field.PARAM_START, Field.PARAM_GROUP, parameters.count(), lanes, groups);
        StoredNumbers biases = biases(task);
        for (int output = 0; output < outputs; output++) {
            int sum = 0;
            for (int row = 0; row < window.kernelHeight(); row++) {
                for (int column = 0; column < window.kernelWidth(); column++) {
                    for (int input = 0; input < inputs; input++) {
                        sum += source.weight(output, row, column, input);
                    }
                }
            }
            int bias = biases.count() == 0 ? 0 : (int) biases.integer(output);
            parameters.add(bias - zero(task) * sum, multiplier(task, output));
        }
        for (int lane = outputs; lane < groups * lanes; lane++) {
            parameters.add(0, Multiplier.ZERO);
        }
    }

    private static Multiplier multiplier(Task task, int output) {
        double product = (double) StoredValues.scale(task.layer().ifm(), 0) * StoredValues.scale(filter(task), output);
        return Multiplier.of(
                product / StoredValues.scale(task.layer().ofm(), 0), "the factor of output channel " + output);
    }

    private static int zero(Task task) {
        return StoredValues.zeroPoint(task.layer().ifm());
    }

    private static Constant filter(Task task) {
        Operand filter = task.layer().operands().get(1);
        if (!(filter instanceof Constant constant)) {
            throw new UnsupportedException("weights " + filter.name() + " are computed at run time");
        }
        require(constant.type() == ElementType.INT8, "weights of type %s; only int8 can be run", constant.type());
        require(constant.quantization().isQuantized(), "weights %s have no scale", constant.name());
        require(
                constant.quantization().zeroPoints().stream().allMatch(zero -> zero == 0),
                "weights %s have a zero point",
                constant.name());
        return constant;
    }

    private static StoredNumbers biases(Task task) {
        if (task.layer().operands().size() < 3) {
            return StoredNumbers.none(ElementType.INT32);
        }
        Operand bias = task.layer().operands().get(2);
        if (!(bias instanceof Constant constant)) {
            throw new UnsupportedException("biases " + bias.name() + " are computed at run time");
        }
        require(constant.type() == ElementType.INT32, "biases of type %s; only int32 can be run", constant.type());
        return StoredValues.numbers(constant);
    }
}
