package dev.shingle.networks.resize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.networks.zoo.ZooEntry;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelScalerTest {

    /** The recipes take the width as a parameter, and know nothing of the scaler. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mobilenet-v1:input=96x96x3,width=1              | mobilenet-v1:input=96x96x3,width=0.5            | 0.5",
                "mobilenet-v1:input=96x96x3,width=1              | mobilenet-v1:input=96x96x3,width=0.25           | 0.25",
                "mobilenet-v1:input=96x96x3,width=0.5            | mobilenet-v1:input=96x96x3,width=1.5            | 3",
                "mobilenet-v1:input=96x96x3,width=4              | mobilenet-v1:input=96x96x3,width=1              | 0.25",
                "mobilenet-v2:input=96x96x3,width=2              | mobilenet-v2:input=96x96x3,width=1              | 0.5",
                "dncnn:input=32x32x1,channels=64                 | dncnn:input=32x32x1,channels=24                 | 0.375",
                "dncnn-s:input=32x32x1,channels=64               | dncnn-s:input=32x32x1,channels=96               | 1.5",
                "ffdnet:input=32x32x1,channels=64                | ffdnet:input=32x32x1,channels=16                | 0.25",
                "red-net:input=32x32x1,channels=64               | red-net:input=32x32x1,channels=48               | 0.75",
                "ds-cnn:channels=64                              | ds-cnn:channels=32                              | 0.5",
            })
    void agreesWithRecipesOfThatWidth(String given, String wanted, BigDecimal factor) {
        Network scaled = scaled(Zoo.build(given), factor);

        assertThat(shapes(scaled)).isEqualTo(shapes(Zoo.build(wanted)));
    }

    /** Every network of the zoo: consistent shapes, inputs and outputs as they were, or a reason in one line. */
    @Test
    void scalesTheZooOrSaysWhyNot() {
        Set<String> refused = new HashSet<>();
        for (ZooEntry entry : Zoo.entries()) {
            Network network = Zoo.build(entry.example());
            for (String factor : ImmutableList.of("0.3", "0.5", "1.7", "2")) {
                Resized result = ChannelScaler.scale(network, new BigDecimal(factor));
                if (result instanceof Resized.To to) {
                    assertConsistent(network, to.network());
                } else {
                    assertThat(((Resized.Refused) result).reason()).doesNotContain("\n");
                    refused.add(entry.name());
                }
            }
        }
        assertThat(refused).as("refused: %s", refused).containsExactly("shufflenet-v1");
    }

    private static void assertConsistent(Network before, Network now) {
        assertThat(now.inputs()).isEqualTo(before.inputs());
        assertThat(now.outputs()).isEqualTo(before.outputs());
        assertThat(now.layers())
                .allSatisfy(layer -> assertThat(ShapeInference.problemIn(layer))
                        .as("%s of %s", layer.name(), now.name())
                        .isEmpty());
    }

    @Test
    void aFactorOfOneChangesNothing() {
        Network network = Zoo.build("mobilenet-v2:0.35,96x96");

        assertThat(scaled(network, BigDecimal.ONE)).isEqualTo(network);
    }

    @Test
    void refusesGroupsThatDoNotDivide() {
        Resized result = ChannelScaler.scale(Zoo.build("shufflenet-v1:0.5,96x96"), new BigDecimal("0.3"));

        assertThat(result).isInstanceOf(Resized.Refused.class);
    }

    private static Network scaled(Network network, BigDecimal factor) {
        Resized result = ChannelScaler.scale(network, factor);
        assertThat(result).isInstanceOf(Resized.To.class);
        return ((Resized.To) result).network();
    }

    private static ImmutableList<Shape> shapes(Network network) {
        return network.layers().stream().flatMap(ChannelScalerTest::shapes).collect(ImmutableList.toImmutableList());
    }

    private static Stream<Shape> shapes(Layer layer) {
        return Stream.concat(
                layer.operands().stream().map(Operand::shape),
                layer.outputs().stream().map(output -> output.shape()));
    }
}
