package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Operator.Reduce;
import dev.shingle.sim.kernels.reduction.Fold;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.util.Arrays;

/** Reduction of real numbers, in double precision until the end. */
public final class RealFold implements Fold {

    private final Reduce.Kind kind;
    private final long elements;
    private double[] folded = {};
    private long[] positions = {};
    private float[] buffer = {};

    public RealFold(Reduce.Kind kind, long elements) {
        this.kind = kind;
        this.elements = elements;
    }

    @Override
    public void begin(int results) {
        folded = new double[results];
        positions = new long[results];
        Arrays.fill(
                folded,
                switch (kind) {
                    case MEAN, SUM -> 0;
                    case PRODUCT -> 1;
                    case MAXIMUM, ARG_MAXIMUM -> Double.NEGATIVE_INFINITY;
                    case MINIMUM, ARG_MINIMUM -> Double.POSITIVE_INFINITY;
                });
    }

    @Override
    public void foldEach(ElementSource source, long first, int count, int at, long position) {
        read(source, first, count);
        for (int i = 0; i < count; i++) {
            fold(buffer[i], at + i, position);
        }
    }

    @Override
    public void foldAll(ElementSource source, long first, int count, int at, long position) {
        read(source, first, count);
        for (int i = 0; i < count; i++) {
            fold(buffer[i], at, position + i);
        }
    }

    private void read(ElementSource source, long first, int count) {
        if (buffer.length < count) {
            buffer = new float[count];
        }
        source.readFloats(first, count, buffer, 0);
    }

    private void fold(double element, int at, long position) {
        switch (kind) {
            case MEAN, SUM -> folded[at] += element;
            case PRODUCT -> folded[at] *= element;
            case MAXIMUM -> folded[at] = Math.max(folded[at], element);
            case MINIMUM -> folded[at] = Math.min(folded[at], element);
            case ARG_MAXIMUM -> replace(element, at, position, element > folded[at]);
            case ARG_MINIMUM -> replace(element, at, position, element < folded[at]);
        }
    }

    private void replace(double element, int at, long position, boolean isBetter) {
        if (isBetter) {
            folded[at] = element;
            positions[at] = position;
        }
    }

    @Override
    public void store(Region region, OutputGrid grid, ElementSink sink) {
        if (kind == Reduce.Kind.ARG_MAXIMUM || kind == Reduce.Kind.ARG_MINIMUM) {
            int[] indices = Arrays.stream(positions).mapToInt(Math::toIntExact).toArray();
            Box.move(region, grid, sink::writeIntegers, indices);
            return;
        }
        float[] reals = new float[folded.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (float) (kind == Reduce.Kind.MEAN ? folded[i] / elements : folded[i]);
        }
        Box.move(region, grid, sink::writeFloats, reals);
    }
}
