package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.window;
import static dev.shingle.networks.simplify.PassAssertions.changed;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.layerNames;
import static dev.shingle.networks.simplify.PassAssertions.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DilationFoldingTest {

    private final NetworkSketch sketch = new NetworkSketch();
    private final FeatureMap x = sketch.input("x", 1, 15, 20, 4);

    @Test
    void becomesOneDilatedConvolution() {
        FeatureMap split = sketch.add("split", new Operator.SpaceToBatch(3, 3, new Padding(3, 3, 3, 4)), x);
        FeatureMap middle = sketch.convolution("middle", window(3, 1), split, 5);
        FeatureMap joined = sketch.add("joined", new Operator.BatchToSpace(3, 3, new Padding(0, 0, 0, 1)), middle);
        Network after = changed(new DilationFolding(), sketch.build(joined), 1);
        assertThat(layerNames(after)).containsExactly("middle");
        assertThat(layer(after, "middle").ofm()).isEqualTo(joined);
        assertThat(layer(after, "middle").ifm()).isEqualTo(x);
        assertThat(layer(after, "middle").sources())
                .containsExactly("SPACE_TO_BATCH#0", "CONVOLUTION#1", "BATCH_TO_SPACE#2");
        Operator.Convolution merged =
                (Operator.Convolution) layer(after, "middle").operator();
        assertThat(merged.window()).isEqualTo(new Window(3, 3, 1, 1, 3, 3, Padding.symmetric(3)));
        assertThat(joined.shape()).isEqualTo(Shape.hwc(15, 20, 5));
    }

    @Test
    void depthwiseConvolutionsToo() {
        FeatureMap split = sketch.add("split", new Operator.SpaceToBatch(2, 2, new Padding(2, 3, 2, 2)), x);
        FeatureMap middle = sketch.depthwise("middle", window(3, 1), split);
        FeatureMap joined = sketch.add("joined", new Operator.BatchToSpace(2, 2, new Padding(0, 1, 0, 0)), middle);
        Network after = changed(new DilationFolding(), sketch.build(joined), 1);
        Operator.DepthwiseConvolution merged =
                (Operator.DepthwiseConvolution) layer(after, "middle").operator();
        assertThat(merged.window()).isEqualTo(new Window(3, 3, 1, 1, 2, 2, Padding.symmetric(2)));
    }

    @Test
    void otherBlocksStridesAndReadersStay() {
        unchanged(new DilationFolding(), chain(2, 1, 1, false));
        unchanged(new DilationFolding(), chain(4, 2, 2, false));
        unchanged(new DilationFolding(), chain(2, 2, 1, true));
        changed(new DilationFolding(), chain(2, 2, 1, false), 1);
    }

    @Test
    void aNetworkOutputInTheMiddleStays() {
        FeatureMap split = sketch.add("split", new Operator.SpaceToBatch(2, 2, new Padding(2, 3, 2, 2)), x);
        FeatureMap middle = sketch.depthwise("middle", window(3, 1), split);
        FeatureMap joined = sketch.add("joined", new Operator.BatchToSpace(2, 2, new Padding(0, 1, 0, 0)), middle);
        unchanged(new DilationFolding(), sketch.build(joined, middle));
        unchanged(new DilationFolding(), sketch.build(joined, split));
    }

    @Test
    void aCropThatReachesIntoTheImageStays() {
        FeatureMap split = sketch.add("split", new Operator.SpaceToBatch(2, 2, new Padding(1, 0, 2, 2)), x);
        FeatureMap middle = sketch.depthwise("middle", window(3, 1), split);
        FeatureMap joined = sketch.add("joined", new Operator.BatchToSpace(2, 2, new Padding(2, 0, 0, 0)), middle);
        unchanged(new DilationFolding(), sketch.build(joined));
    }

    private static Network chain(int block, int joinBlock, int stride, boolean isShared) {
        NetworkSketch sketch = new NetworkSketch();
        FeatureMap x = sketch.input("x", 1, 16, 16, 2);
        FeatureMap split = sketch.add("split", new Operator.SpaceToBatch(block, block, Padding.NONE), x);
        FeatureMap middle = sketch.convolution("middle", window(2, stride), split, 2);
        FeatureMap joined = sketch.add("joined", new Operator.BatchToSpace(joinBlock, joinBlock, Padding.NONE), middle);
        FeatureMap other = sketch.add("other", Operator.Pointwise.Function.RELU, isShared ? middle : joined);
        return sketch.build(joined, other);
    }

    /** Which row a tap reads: once through the three operators, once through the merged window. */
    @Property
    void tapsReadTheSameRows(
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 3) int block,
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 2) int dilation,
            @ForAll @IntRange(max = 2) int inner,
            @ForAll @IntRange(max = 5) int top,
            @ForAll @IntRange(max = 5) int bottom,
            @ForAll @IntRange(max = 3) int cropTop,
            @ForAll @IntRange(max = 3) int cropBottom) {
        Assume.that((rows + top + bottom) % block == 0);
        int subRows = (rows + top + bottom) / block;
        int subResults = subRows + 2 * inner - (kernel - 1) * dilation;
        Assume.that(subResults >= 1 && subResults * block - cropTop - cropBottom >= 1);
        NetworkSketch sketch = new NetworkSketch();
        FeatureMap x = sketch.input("x", 1, rows, 1, 2);
        FeatureMap split = sketch.add("split", new Operator.SpaceToBatch(block, 1, new Padding(top, bottom, 0, 0)), x);
        Window window = new Window(kernel, 1, 1, 1, dilation, 1, new Padding(inner, inner, 0, 0));
        FeatureMap middle = sketch.convolution("middle", window, split, 2);
        FeatureMap joined = sketch.add(
                "joined", new Operator.BatchToSpace(block, 1, new Padding(cropTop, cropBottom, 0, 0)), middle);
        Network after = new DilationFolding().apply(sketch.build(joined)).network();
        if (after.layers().size() == 3) {
            assertThat(Math.min(inner * block + top - cropTop, inner * block + bottom - cropBottom))
                    .isNegative();
            return;
        }
        assertThat(ShapeInference.problemIn(layer(after, "middle"))).isEmpty();
        Window merged = Windows.ofConvolution(layer(after, "middle").operator()).orElseThrow();
        for (int row = 0; row < joined.shape().height(); row++) {
            for (int tap = 0; tap < kernel; tap++) {
                int whole = row + cropTop;
                int subRow = whole / block - inner + tap * dilation;
                Optional<Integer> through = subRow >= 0 && subRow < subRows
                        ? inside(subRow * block + whole % block - top, rows)
                        : Optional.empty();
                Optional<Integer> direct = inside(row - merged.padding().top() + tap * merged.dilationHeight(), rows);
                assertThat(direct).isEqualTo(through);
            }
        }
    }

    private static Optional<Integer> inside(int row, int rows) {
        return row >= 0 && row < rows ? Optional.of(row) : Optional.empty();
    }
}
