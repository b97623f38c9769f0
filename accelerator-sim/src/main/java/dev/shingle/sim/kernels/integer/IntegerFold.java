package dev.shingle.sim.kernels.integer;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator.Reduce;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.reduction.Fold;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.util.Arrays;

/** Reduction of stored integers: sums in 64 bits, scaled in the end. */
public final class IntegerFold implements Fold {

    private final Reduce.Kind kind;
    private final long elements;
    private final boolean isScaled;
    private final boolean isOfImages;
    private final Bounds bounds;
    private final IntegerMean mean;
    private long[] folded = {};
    private long[] positions = {};
    private int[] buffer = {};

    public IntegerFold(Layer layer, Reduce reduce, Rounding rounding, long elements) {
        kind = reduce.kind();
        isOfImages = reduce.keepDimensions()
                && layer.operands().get(0).shape().rank() == 4
                && layer.ofm().type().bits() == Byte.SIZE
                && reduce.axes().equals(ImmutableIntArray.of(1, 2));
        this.elements = elements;
        Operand operand = layer.operands().get(0);
        isScaled = operand.quantization().isQuantized()
                && layer.ofm().quantization().isQuantized();
        bounds = Bounds.of(layer.ofm(), Activation.NONE);
        mean = new IntegerMean(operand, layer.ofm(), bounds, rounding);
        if (isScaled && kind == Reduce.Kind.PRODUCT) {
            throw new UnsupportedLayerException(layer.name(), "product of scaled integers");
        }
    }

    @Override
    public void begin(int results) {
        folded = new long[results];
        positions = new long[results];
        Arrays.fill(
                folded,
                switch (kind) {
                    case MEAN, SUM -> 0;
                    case PRODUCT -> 1;
                    case MAXIMUM, ARG_MAXIMUM -> Long.MIN_VALUE;
                    case MINIMUM, ARG_MINIMUM -> Long.MAX_VALUE;
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
            buffer = new int[count];
        }
        source.readIntegers(first, count, buffer, 0);
    }

    private void fold(long element, int at, long position) {
        switch (kind) {
            case MEAN, SUM -> folded[at] += element;
            case PRODUCT -> folded[at] *= element;
            case MAXIMUM -> folded[at] = Math.max(folded[at], element);
            case MINIMUM -> folded[at] = Math.min(folded[at], element);
            case ARG_MAXIMUM -> replace(element, at, position, element > folded[at]);
            case ARG_MINIMUM -> replace(element, at, position, element < folded[at]);
        }
    }

    private void replace(long element, int at, long position, boolean isBetter) {
        if (isBetter) {
            folded[at] = element;
            positions[at] = position;
        }
    }

    @Override
    public void store(Region region, OutputGrid grid, ElementSink sink) {
        int[] stored = new int[folded.length];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = result(i);
        }
        Box.move(region, grid, sink::writeIntegers, stored);
    }

    private int mean(long sum) {
        return isOfImages ? mean.ofImage(sum, elements) : mean.of(sum, elements);
    }

    private int result(int at) {
        return switch (kind) {
            case MEAN -> isScaled ? mean(folded[at]) : (int) (folded[at] / elements);
            case SUM -> isScaled ? mean.total(folded[at], elements) : (int) folded[at];
            case PRODUCT -> (int) folded[at];
            case MAXIMUM, MINIMUM -> bounds.clamp((int) folded[at]);
            case ARG_MAXIMUM, ARG_MINIMUM -> Math.toIntExact(positions[at]);
        };
    }
}
