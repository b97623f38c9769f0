package dev.shingle.networks.written;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multiset;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.networks.tflite.write.TfliteWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Random networks survive being written and read. */
class TfliteRoundTripTest {

    private static final Multiset<String> KINDS = HashMultiset.create();
    private static final Multiset<String> REFUSALS = HashMultiset.create();
    private static int reshaped;
    private static int same;

    @Property(tries = 1000)
    void networkReadIsNetworkWritten(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int size, @ForAll @IntRange(max = 2) int type) {
        ElementType element = ImmutableList.of(ElementType.FLOAT32, ElementType.INT8, ElementType.UINT8)
                .get(type);
        Network network = new WritableNetworks(seed, element).network(size);
        Network read;
        try {
            read = TfliteReader.read("written.tflite", TfliteWriter.write(network));
        } catch (NetworkFormatException refused) {
            assertThat(refused.position()).startsWith("layer ");
            REFUSALS.add(refused.found());
            return;
        }
        network.layers().stream().map(Layer::operator).forEach(operator -> KINDS.add(operator.displayName()));
        if (network.layers().stream().anyMatch(TfliteRoundTripTest::needsReshape)) {
            assertThat(read.outputs()).hasSameSizeAs(network.outputs());
            reshaped++;
            return;
        }
        if (read.layers().size() == network.layers().size()) {
            assertThat(text(read)).isEqualTo(text(network));
        }
        assertThat(text(simplified(read))).isEqualTo(text(simplified(network)));
        same++;
        assertThat(TfliteWriter.write(network)).isEqualTo(TfliteWriter.write(network));
    }

    /** Layers whose result the format gives another shape: they stay two. */
    private static boolean needsReshape(Layer layer) {
        if (layer.operator() instanceof Operator.FullyConnected) {
            Shape input = layer.operands().get(0).shape();
            Shape weights = layer.operands().get(1).shape();
            Shape result = layer.ofm().shape();
            boolean keeps = result.rank() == input.rank() && input.channels() == weights.channels();
            return result.rank() != 2 && !keeps;
        }
        return layer.operator() instanceof Operator.Reduce reduce
                && reduce.keepDimensions()
                && reduce.kind().name().startsWith("ARG");
    }

    private static String text(Network network) {
        return new NetworkText(true).of(network);
    }

    private static Network simplified(Network network) {
        return Simplifier.standard().simplify(network).network();
    }

    /** Far below what 1000 tries give, far above what a generator gives that has gone lame. */
    @AfterContainer
    static void enoughIsCovered() {
        System.out.printf(
                "tflite: %d networks the same, %d with a reshape of their own, refused %s; %s%n",
                same, reshaped, REFUSALS, KINDS);
        assertThat(same).isGreaterThan(500);
        assertThat(KINDS.elementSet()).hasSizeGreaterThan(35);
        assertThat(REFUSALS)
                .allMatch(found ->
                        found.contains(" of ") || found.startsWith("an average") || found.startsWith("a broadcast"));
    }
}
