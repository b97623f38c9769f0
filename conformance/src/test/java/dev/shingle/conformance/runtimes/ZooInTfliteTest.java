package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.networks.zoo.ZooEntry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network of the zoo, at a small size, written and run by TensorFlow Lite: every tensor is ours. */
class ZooInTfliteTest {

    private static final ImmutableList<String> SIZES = ImmutableList.of(":input=64x64", ":input=128x128", "");

    static List<String> names() {
        return Zoo.entries().stream().map(ZooEntry::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTensorIsTheirs(String name) {
        Network network = small(name);
        Agreement agreement =
                new Agreement("TFLite", Runtimes.tflite(), RandomNetworksInTfliteTest::file, 1e-4);
        agreement.check(network.name(), network, RandomNetworksInTfliteTest.inputs(network, new Random(1)));
        assertThat(agreement.different()).as(agreement.toString()).isZero();
        assertThat(agreement.refused()).as(agreement.toString()).isZero();
        assertThat(agreement.layers()).isEqualTo(network.layers().size());
    }

    /** At the first size that it can be built with. */
    private static Network small(String name) {
        for (String size : SIZES) {
            try {
                return Zoo.build(name + size);
            } catch (NetworkFormatException tooSmall) {
                continue;
            }
        }
        throw new AssertionError(name + " cannot be built");
    }
}
