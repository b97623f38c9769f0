package dev.shingle.api.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Names as converters make them. */
class ShortNamesTest {

    private static List<String> shortened(String... names) {
        return List.copyOf(ShortNames.of(List.of(names)).values());
    }

    @Test
    void fusedKerasLayersAreTheirFirst() {
        assertThat(shortened(
                        "input_1",
                        "model_1/conv2d/Relu;model_1/conv2d/BiasAdd;model_1/conv2d_2/Conv2D;model_1/conv2d/Conv2D",
                        "model_1/conv2d_1/Relu;model_1/conv2d_1/BiasAdd;model_1/conv2d_2/Conv2D;model_1/conv2d_1/Conv2D",
                        "model_1/conv2d_2/BiasAdd;model_1/conv2d_2/Conv2D",
                        "model_1/add/add",
                        "model_1/add_1/add",
                        "model_1/dense/BiasAdd",
                        "model_1/pool/AvgPool"))
                .containsExactly("input_1", "conv2d", "conv2d_1", "conv2d_2", "add/add", "add_1", "dense", "pool");
    }

    @Test
    void scopesOfTensorFlow() {
        assertThat(shortened(
                        "MobilenetV1/MobilenetV1/Conv2d_0/Relu6",
                        "MobilenetV1/MobilenetV1/Conv2d_1_depthwise/Relu6",
                        "MobilenetV1/MobilenetV1/Conv2d_1_pointwise/Relu6;MobilenetV1/MobilenetV1/Conv2d_1_pointwise/add_fold",
                        "MobilenetV1/Predictions/Softmax"))
                .containsExactly("Conv2d_0", "Conv2d_1_depthwise", "Conv2d_1_pointwise", "Predictions");
        assertThat(shortened(
                        "model_2/separable_conv2d_94/separable_conv2d/depthwise",
                        "model_2/separable_conv2d_94/BiasAdd",
                        "model_2/separable_conv2d_96/separable_conv2d/depthwise",
                        "model_2/separable_conv2d_96/BiasAdd"))
                .containsExactly(
                        "separable_conv2d_94/depthwise",
                        "separable_conv2d_94/BiasAdd",
                        "separable_conv2d_96/depthwise",
                        "separable_conv2d_96/BiasAdd");
    }

    @Test
    void signaturesAndPorts() {
        assertThat(shortened(
                        "serving_default_input_1:0",
                        "sequential/dense/MatMul;sequential/dense/Relu;sequential/dense/BiasAdd",
                        "StatefulPartitionedCall:0"))
                .containsExactly("input_1", "dense", "StatefulPartitionedCall");
        assertThat(shortened("serving_default_image:0", "StatefulPartitionedCall:0", "StatefulPartitionedCall:1"))
                .containsExactly("image", "StatefulPartitionedCall:0", "StatefulPartitionedCall:1");
    }

    @Test
    void modulesOfPyTorch() {
        assertThat(shortened(
                        "input.1",
                        "/relu/Relu_output_0",
                        "/layer1/layer1.0/relu/Relu_output_0",
                        "/layer1/layer1.0/conv2/Conv_output_0",
                        "/layer1/layer1.0/relu_1/Relu_output_0",
                        "/layer1/layer1.1/relu/Relu_output_0",
                        "/layer1/layer1.1/conv2/Conv_output_0",
                        "/layer1/layer1.0/downsample/downsample.0/Conv_output_0",
                        "/layer1/Conv_output_0"))
                .containsExactly(
                        "input.1",
                        "relu/Relu",
                        "layer1.0/relu",
                        "layer1.0/conv2",
                        "relu_1",
                        "layer1.1/relu",
                        "layer1.1/conv2",
                        "downsample.0",
                        "layer1/Conv");
        assertThat(shortened("onnx::Conv_432", "onnx::Concat_437", "old_x/cut"))
                .containsExactly("Conv_432", "Concat_437", "cut");
    }

    @Test
    void plainNamesStayAsTheyAre() {
        assertThat(shortened("image", "stem", "block1-depthwise", "block1.pointwise", "r36", "output_0", "247"))
                .containsExactly("image", "stem", "block1-depthwise", "block1.pointwise", "r36", "output_0", "247");
    }

    /** The same paths, none at all, names that look like the numbers that others are given. */
    @Test
    void evenUselessNamesAreToldApart() {
        assertThat(shortened("a/b;1", "a/b;2", "a/b #2", "a/b", "", "/", " ", ";", ":0"))
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank)
                .startsWith("a/b");
    }

    @Provide
    Arbitrary<Set<String>> names() {
        Arbitrary<String> part = Arbitraries.of(
                "model",
                "conv2d",
                "conv2d_1",
                "Relu",
                "add",
                "x",
                "",
                " ",
                "::",
                "StatefulPartitionedCall",
                "a #2",
                "unnamed");
        Arbitrary<String> path = part.list().ofMinSize(0).ofMaxSize(9).map(parts -> String.join("/", parts));
        Arbitrary<String> name = Arbitraries.frequencyOf(
                Tuple.of(3, path),
                Tuple.of(1, path.map(text -> "/" + text + "_output_0")),
                Tuple.of(1, path.map(text -> "serving_default_" + text + ":0")),
                Tuple.of(1, path.list().ofMinSize(2).ofMaxSize(3).map(paths -> String.join(";", paths))),
                Tuple.of(1, Arbitraries.strings().withChars("a/;:#2 _").ofMaxLength(6)));
        return name.set().ofMaxSize(40);
    }

    @Property(tries = 2000)
    void areDistinctAndNeverBlankAndSeldomLonger(@ForAll("names") Set<String> names) {
        ImmutableMap<String, String> shortened = ShortNames.of(names);
        assertThat(shortened.keySet()).containsExactlyElementsOf(names);
        assertThat(shortened.values()).doesNotHaveDuplicates().noneMatch(String::isBlank);
        shortened.forEach((name, text) -> assertThat(text.length())
                .as("%s -> %s", name, text)
                .isLessThanOrEqualTo(Math.max(name.length(), "unnamed".length()) + " #40".length()));
    }

    /** Which of several stand first must not matter where nothing needs a number. */
    @Property(tries = 300)
    void doNotDependOnTheOrder(@ForAll("names") Set<String> names, @ForAll long seed) {
        ImmutableMap<String, String> one = ShortNames.of(names);
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(seed));
        ImmutableMap<String, String> other = ShortNames.of(new LinkedHashSet<>(shuffled));
        ImmutableSet<String> numbered = names.stream()
                .filter(name -> one.getOrDefault(name, "").contains("#")
                        || other.getOrDefault(name, "").contains("#"))
                .collect(ImmutableSet.toImmutableSet());
        if (numbered.isEmpty()) {
            assertThat(other).containsAllEntriesOf(one);
        }
    }
}
