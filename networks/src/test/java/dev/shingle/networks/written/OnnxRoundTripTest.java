package dev.shingle.networks.written;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multiset;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.onnx.write.OnnxWriter;
import dev.shingle.networks.simplify.Simplifier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Random networks survive being written and read. */
class OnnxRoundTripTest {

    private static final Multiset<String> KINDS = HashMultiset.create();
    private static final Multiset<String> REFUSALS = HashMultiset.create();

    @Property(tries = 1000)
    void networkReadIsNetworkWritten(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1) int size, @ForAll @IntRange(max = 2) int type) {
        ElementType element = ImmutableList.of(ElementType.FLOAT32, ElementType.INT8, ElementType.UINT8)
                .get(type);
        Network network = new WritableNetworks(seed, element).network(size);
        Network read;
        try {
            read = OnnxReader.read("written.onnx", OnnxWriter.write(network), ImmutableMap.of())
                    .network();
        } catch (NetworkFormatException refused) {
            REFUSALS.add(refused.found());
            return;
        }
        String expected = text(simplified(network));
        String found = text(simplified(read));
        for (Layer layer : network.layers()) {
            String kind = layer.operator() instanceof dev.shingle.networks.Operator.Reduce r
                    ? r.kind() + " " + r.keepDimensions()
                    : layer.operator().displayName();
            KINDS.add(kind + " " + element + (expected.equals(found) ? " same" : " OTHER"));
        }
        if (!expected.equals(found)
                && System.getProperty("show") != null
                && network.layers().get(0).operator().displayName().equals(System.getProperty("show"))) {
            System.out.println("EXPECTED\n" + expected + "FOUND\n" + found);
        }
    }

    private static String text(Network network) {
        return new NetworkText(false).of(network);
    }

    private static Network simplified(Network network) {
        return Simplifier.standard().simplify(network).network();
    }

    @AfterContainer
    static void print() {
        KINDS.entrySet().stream().map(Object::toString).sorted().forEach(System.out::println);
        System.out.println(REFUSALS);
    }
}
