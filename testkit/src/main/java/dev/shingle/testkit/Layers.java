package dev.shingle.testkit;

import com.google.common.collect.ImmutableMap;
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

    private static final ImmutableMap<String, Function<RandomLayers, Operation>> KINDS =
            ImmutableMap.<String, Function<RandomLayers, Operation>>builder()
                    .put("convolution", RandomLayers::convolution)
                    .put("grouped convolution", RandomLayers::groupedConvolution)
                    .put("depthwise", RandomLayers::depthwise)
                    .put("pool", RandomLayers::pool)
                    .put("transposed convolution", RandomLayers::transposedConvolution)
                    .put("resize", RandomLayers::resize)
                    .put("elementwise", RandomLayers::elementwise)
                    .put("pointwise", RandomLayers::pointwise)
                    .put("softmax", RandomLayers::softmax)
                    .put("fully connected", RandomLayers::fullyConnected)
                    .put("reduction", RandomLayers::reduction)
                    .put("concatenation", RandomLayers::concatenation)
                    .put("split", RandomLayers::split)
                    .put("pack", RandomLayers::pack)
                    .put("pad", RandomLayers::pad)
                    .put("slice", RandomLayers::slice)
                    .put("transpose", RandomLayers::transpose)
                    .put("reshape", RandomLayers::reshape)
                    .put("depth and space", RandomLayers::blocks)
                    .put("batch and space", RandomLayers::batches)
                    .buildOrThrow();

    private Layers() {}

    /** Layers of one kind. */
    public static Arbitrary<LayerOnMachine> of(Function<RandomLayers, Operation> kind) {
        return Arbitraries.randomValue(random -> RandomLayers.sample(random, kind));
    }

    /** Convolution, depthwise convolution and pooling: the layers that a window slides over. */
    public static Arbitrary<LayerOnMachine> windowed() {
        return Arbitraries.of(KINDS.get("convolution"), KINDS.get("depthwise"), KINDS.get("pool"))
                .flatMap(Layers::of);
    }

    /** Layers of any kind, all kinds equally often. */
    public static Arbitrary<LayerOnMachine> ofAnyKind() {
        return Arbitraries.of(KINDS.values()).flatMap(Layers::of);
    }
}
