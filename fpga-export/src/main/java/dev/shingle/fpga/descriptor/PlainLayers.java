package dev.shingle.fpga.descriptor;

import static dev.shingle.fpga.descriptor.UnsupportedException.require;

import dev.shingle.fpga.descriptor.Field.Kind;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;

/** Layers without weights. */
final class PlainLayers {

    private static final int EXTRA_BITS = 20;

    private final Parameters parameters;

    PlainLayers(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Stored numbers are compared or averaged as they are, so both sides must have the same scale. */
    void pool(Task task, Operator.Pool pool) {
        task.requireOneImage();
        task.requireWords();
        requireSameScale(task);
        Window window = pool.window();
        boolean isAverage = pool.kind() == Operator.Pool.Kind.AVERAGE;
        require(
                !isAverage || !pool.countsPadding() || window.padding().equals(Padding.NONE),
                "an average that counts padding");
        task.loops().slide(task.ifm(), task.out(), window, task.loops().ownChannels(), 1, 1);
        if (isAverage) {
            int kernel = window.kernelHeight() * window.kernelWidth();
            task.fields().set(Field.PARAM_START, parameters.count() + (long) kernel);
            for (int count = kernel; count >= leastCount(task, window); count--) {
                parameters.add(count, count == 0 ? Multiplier.ZERO : Multiplier.reciprocal(count));
            }
            task.control(Kind.SUM, false, false, 0, pool.activation());
        } else {
            halve(task);
            task.control(Kind.MAX, false, false, Byte.MIN_VALUE, pool.activation());
        }
    }

    /** Both operands with 20 bits more, in units of twice the greater scale; then their sum. */
    void add(Task task, Operator.Elementwise elementwise) {
        task.requireWords();
        require(task.in().size() == 2, "an addition of a constant");
        FeatureMap first = task.layer().inputs().get(0);
        FeatureMap second = task.layer().inputs().get(1);
        FeatureMap result = task.layer().ofm();
        require(
                isSameGrid(task.in().get(0), task.out()) && isSameGrid(task.in().get(1), task.out()),
                "an addition of different shapes");
        task.loops()
                .slide(
                        task.ifm(),
                        task.out(),
                        Window.pointwise(),
                        new Loops.Taps(2, task.accelerator().lanes(), true),
                        1,
                        1);
        task.loops().second(task.in().get(1));
        double unit = 2.0 * Math.max(StoredValues.scale(first, 0), StoredValues.scale(second, 0));
        task.fields().set(Field.PARAM_START, parameters.count());
        addend(first, unit);
        addend(second, unit);
        double factor = unit / ((1 << EXTRA_BITS) * (double) StoredValues.scale(result, 0));
        parameters.add(0, Multiplier.of(factor, "the factor of the sum"));
        task.control(Kind.PAIR, false, false, 0, elementwise.activation());
    }

    /** Every input pixel is used several times over; only whole factors agree with TensorFlow Lite's choice of pixels. */
    void nearest(Task task, Operator.Resize resize) {
        task.requireOneImage();
        task.requireWords();
        requireSameScale(task);
        TensorPlace in = task.ifm();
        TensorPlace out = task.out();
        require(resize.mode() == Operator.Resize.Mode.NEAREST, "%s interpolation", resize.mode());
        require(!resize.alignCorners(), "aligned corners");
        require(
                out.rows() % in.rows() == 0 && out.columns() % in.columns() == 0,
                "a change of size from %sx%s to %sx%s; only whole factors can be run",
                in.rows(),
                in.columns(),
                out.rows(),
                out.columns());
        copy(task, out.rows() / in.rows(), out.columns() / in.columns(), Activation.NONE);
    }

    private void copy(Task task, int repeatRows, int repeatColumns, Activation activation) {
        task.loops()
                .slide(
                        task.ifm(),
                        task.out(),
                        Window.pointwise(),
                        task.loops().ownChannels(),
                        repeatRows,
                        repeatColumns);
        halve(task);
        task.control(Kind.MAX, false, false, 0, activation);
    }

    /** The array gives twice the number. */
    private void halve(Task task) {
        task.fields().set(Field.PARAM_START, parameters.count());
        parameters.add(0, Multiplier.HALF);
    }

    private void addend(FeatureMap map, double unit) {
        int offset = -StoredValues.zeroPoint(map) << EXTRA_BITS;
        parameters.add(offset, Multiplier.of(StoredValues.scale(map, 0) / unit, "the factor of " + map.name()));
    }

    private static int leastCount(Task task, Window window) {
        int rows = leastInside(
                task.ifm().rows(),
                task.out().rows(),
                window.kernelHeight(),
                window.strideHeight(),
                window.dilationHeight(),
                window.padding().top());
        int columns = leastInside(
                task.ifm().columns(),
                task.out().columns(),
                window.kernelWidth(),
                window.strideWidth(),
                window.dilationWidth(),
                window.padding().left());
        return rows * columns;
    }

    /** Taps of a kernel's row or column that lie inside the input, where they are fewest. */
    private static int leastInside(int input, int output, int kernel, int stride, int dilation, int before) {
        int least = kernel;
        for (int position = 0; position < output; position++) {
            int inside = 0;
            for (int tap = 0; tap < kernel; tap++) {
                int place = position * stride - before + tap * dilation;
                inside += place >= 0 && place < input ? 1 : 0;
            }
            least = Math.min(least, inside);
        }
        return least;
    }

    private static void requireSameScale(Task task) {
        FeatureMap from = task.layer().ifm();
        FeatureMap to = task.layer().ofm();
        require(
                StoredValues.isSameScale(from, to),
                "%s and %s have different scales or zero points",
                from.name(),
                to.name());
    }

    private static boolean isSameGrid(TensorPlace a, TensorPlace b) {
        return a.rows() == b.rows() && a.columns() == b.columns() && a.channels() == b.channels();
    }
}
