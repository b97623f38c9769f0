package dev.shingle.networks.written;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multiset;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.onnx.write.OnnxWriter;
import dev.shingle.networks.simplify.Simplifier;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random networks survive being written as ONNX: read and simplified they are what the simplified network was, with fully
 * connected layers between views. Where a layer is put together from others, inputs and outputs are the same.
 */
class OnnxRoundTripTest {

    private static final Multiset<String> KINDS = HashMultiset.create();
    private static int same;
    private static int composed;
    private static int refused;

    @Property(tries = 1000)
    void networkReadIsNetworkWritten(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int size, @ForAll @IntRange(max = 2) int type) {
        ElementType element = ImmutableList.of(ElementType.FLOAT32, ElementType.INT8, ElementType.UINT8)
                .get(type);
        Network network = new WritableNetworks(seed, element).network(size);
        Network read;
        try {
            read = OnnxReader.read("written.onnx", OnnxWriter.write(network), ImmutableMap.of())
                    .network();
        } catch (NetworkFormatException refusal) {
            assertThat(refusal.position()).startsWith("layer ");
            refused++;
            return;
        }
        assertThat(ends(read.inputs())).isEqualTo(ends(network.inputs()));
        if (network.layers().stream().anyMatch(OnnxForm::isComposed)) {
            composed++;
            return;
        }
        network.layers().forEach(layer -> KINDS.add(layer.operator().displayName()));
        assertThat(ends(read.outputs())).isEqualTo(ends(network.outputs()));
        assertThat(text(simplified(read))).isEqualTo(text(simplified(OnnxForm.withMatrices(simplified(network)))));
        same++;
    }

    private static List<String> ends(List<FeatureMap> maps) {
        return maps.stream()
                .map(map -> map.name()
                        + map.shape()
                        + map.type()
                        + map.quantization().zeroPoints())
                .toList();
    }

    private static String text(Network network) {
        return new NetworkText(false).of(OnnxForm.withoutViewsOfViews(network));
    }

    private static Network simplified(Network network) {
        return Simplifier.standard().simplify(network).network();
    }

    @AfterContainer
    static void kindsAreCovered() {
        System.out.printf("ONNX: %d networks the same, %d composed, %d refused; %s%n", same, composed, refused, KINDS);
        assertThat(same).isGreaterThan(300);
        assertThat(refused).isLessThan(200);
        assertThat(KINDS.elementSet()).hasSizeGreaterThan(25);
    }
}
