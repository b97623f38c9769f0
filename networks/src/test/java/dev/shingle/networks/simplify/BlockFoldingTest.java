package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.PassAssertions.changed;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockFoldingTest {

    private static final ImmutableIntArray SWAP = ImmutableIntArray.of(0, 1, 3, 2, 4, 5);

    private final NetworkSketch sketch = new NetworkSketch();

    /** Three layers move elements as the one that replaces them does by its definition. */
    @ParameterizedTest
    @CsvSource({"2,3,4,2,5", "1,2,3,3,1", "1,1,2,2,3", "1,4,1,2,1"})
    void depthToSpaceMovesTheSameElements(int batch, int height, int width, int block, int channels) {
        Shape inner = Shape.of(batch, height, width, block, block, channels);
        FeatureMap x = sketch.input("x", batch, height, width, channels * block * block);
        FeatureMap y = three(x, inner, SWAP, Shape.of(batch, height * block, width * block, channels));
        Layer folded = layer(changed(new BlockFolding(), sketch.build(y), 1), "y");
        assertThat(folded.operator()).isEqualTo(new Operator.DepthToSpace(block));
        assertThat(folded.operands()).containsExactly(x);
        assertThat(folded.ofm()).isEqualTo(y);
        assertThat(folded.sources()).hasSize(3);
        int[] moved = moved(inner);
        Shape to = y.shape();
        for (int element = 0; element < moved.length; element++) {
            int channel = element % channels;
            int column = element / channels % to.width();
            int row = element / channels / to.width() % to.height();
            int image = element / channels / to.width() / to.height();
            int depth = (row % block * block + column % block) * channels + channel;
            int pixel = (image * height + row / block) * width + column / block;
            assertThat(moved[element]).isEqualTo(pixel * x.shape().channels() + depth);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,3,4,2,5", "1,2,3,3,1"})
    void spaceToDepthMovesTheSameElements(int batch, int height, int width, int block, int channels) {
        Shape inner = Shape.of(batch, height, block, width, block, channels);
        FeatureMap x = sketch.input("x", batch, height * block, width * block, channels);
        FeatureMap y = three(x, inner, SWAP, Shape.of(batch, height, width, block * block * channels));
        Layer folded = layer(changed(new BlockFolding(), sketch.build(y), 1), "y");
        assertThat(folded.operator()).isEqualTo(new Operator.SpaceToDepth(block));
        int[] moved = moved(inner);
        for (int element = 0; element < moved.length; element++) {
            int depth = element % y.shape().channels();
            int pixel = element / y.shape().channels();
            int column = pixel % width * block + depth / channels % block;
            int row = pixel / width % height * block + depth / channels / block;
            int image = pixel / width / height;
            int from = (image * height * block + row) * width * block + column;
            assertThat(moved[element]).isEqualTo(from * channels + depth % channels);
        }
    }

    @Test
    void dimensionsOfOneElementMayGoAnywhere() {
        FeatureMap x = sketch.input("x", 1, 3, 4, 4);
        ImmutableIntArray other = ImmutableIntArray.of(0, 5, 1, 3, 2, 4);
        FeatureMap y = three(x, Shape.of(1, 3, 4, 2, 2, 1), other, Shape.of(1, 6, 8, 1));
        assertThat(layer(changed(new BlockFolding(), sketch.build(y), 1), "y").operator())
                .isEqualTo(new Operator.DepthToSpace(2));
    }

    @Test
    void otherMovementsStay() {
        unchanged(new BlockFolding(), other(ImmutableIntArray.of(0, 1, 3, 2, 5, 4), Shape.of(1, 6, 8, 2)));
        unchanged(new BlockFolding(), other(SWAP, Shape.of(1, 8, 6, 2)));
        unchanged(new BlockFolding(), other(SWAP, Shape.of(6, 8, 2)));
    }

    @Test
    void whatElseReadsTheInnerMapsKeepsThem() {
        FeatureMap x = sketch.input("x", 1, 3, 4, 8);
        FeatureMap a = sketch.add("a", new Operator.View(), Shape.of(1, 3, 4, 2, 2, 2), x);
        FeatureMap b = sketch.add("b", new Operator.Transpose(SWAP), Shape.of(1, 3, 2, 4, 2, 2), a);
        FeatureMap y = sketch.add("y", new Operator.View(), Shape.of(1, 6, 8, 2), b);
        Network after = changed(new BlockFolding(), sketch.build(y, b), 1);
        assertThat(after.outputs()).containsExactly(y, b);
        assertThat(layer(after, "y").operands()).containsExactly(x);
        assertThat(layer(after, "b").operands()).containsExactly(a);
    }

    private Network other(ImmutableIntArray permutation, Shape result) {
        NetworkSketch own = new NetworkSketch();
        FeatureMap x = own.input("x", 1, 3, 4, 8);
        return own.build(three(own, x, Shape.of(1, 3, 4, 2, 2, 2), permutation, result));
    }

    private FeatureMap three(FeatureMap x, Shape inner, ImmutableIntArray permutation, Shape result) {
        return three(sketch, x, inner, permutation, result);
    }

    private static FeatureMap three(
            NetworkSketch to, FeatureMap x, Shape inner, ImmutableIntArray permutation, Shape result) {
        int[] transposed = permutation.stream().map(inner::dimension).toArray();
        FeatureMap a = to.add("a", new Operator.Reshape(), inner, x);
        FeatureMap b = to.add("b", new Operator.Transpose(permutation), Shape.of(transposed), a);
        return to.add("y", new Operator.View(), result, b);
    }

    /** Which element each one of the transposed tensor was before. */
    private static int[] moved(Shape inner) {
        TensorData numbers = TensorData.ofIntegers(
                inner, ElementType.INT32, LongStream.range(0, inner.elements()).toArray());
        ByteBuffer moved = Rearrangement.transpose(SWAP, inner, numbers.numbers());
        int[] elements = new int[(int) inner.elements()];
        moved.asIntBuffer().get(elements);
        return elements;
    }
}
