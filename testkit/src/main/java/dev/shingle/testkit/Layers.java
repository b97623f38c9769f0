package dev.shingle.testkit;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Operation;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Layers of every kind on machines of every kind, small enough to be checked word by word.
 *
 * <p>What breaks published formulas comes often: height unequal to width, 1x1 with stride 2, dilation, rows that no
 * window reads, single-pixel maps, padding wider than the kernel, words that straddle pixels.
 */
public final class Layers {

    private static final ImmutableList<Function<RandomLayers, Operation>> KINDS = ImmutableList.of(
            RandomLayers::convolution,
            RandomLayers::groupedConvolution,
            RandomLayers::depthwise,
            RandomLayers::pool,
            RandomLayers::transposedConvolution,
            RandomLayers::resize,
            RandomLayers::elementwise,
            RandomLayers::pointwise,
            RandomLayers::softmax,
            RandomLayers::localResponseNormalization,
            RandomLayers::fullyConnected,
            RandomLayers::reduction,
            RandomLayers::concatenation,
            RandomLayers::split,
            RandomLayers::pack,
            RandomLayers::pad,
            RandomLayers::slice,
            RandomLayers::transpose,
            RandomLayers::reshape,
            RandomLayers::blocks,
            RandomLayers::batches,
            RandomLayers::convolutionWithRunTimeWeights,
            RandomLayers::opaque);

    private Layers() {}

    /** Layers of one kind. */
    public static Arbitrary<LayerOnMachine> of(Function<RandomLayers, Operation> kind) {
        return Arbitraries.randomValue(random -> RandomLayers.sample(random, kind));
    }

    /** Convolution, depthwise convolution and pooling: the layers that a window slides over. */
    public static Arbitrary<LayerOnMachine> windowed() {
        return Arbitraries.<Function<RandomLayers, Operation>>of(
                        RandomLayers::convolution, RandomLayers::depthwise, RandomLayers::pool)
                .flatMap(Layers::of);
    }

    /** Layers of any kind, all kinds equally often. */
    public static Arbitrary<LayerOnMachine> ofAnyKind() {
        return Arbitraries.of(KINDS).flatMap(Layers::of);
    }
}
