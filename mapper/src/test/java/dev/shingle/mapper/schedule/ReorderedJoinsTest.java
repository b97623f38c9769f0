package dev.shingle.mapper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import org.junit.jupiter.api.Test;

/** Of two concatenations that share a part the first one goes without a copy, so an order of layers decides which. */
class ReorderedJoinsTest {

    private final NetworkBuilder network = new NetworkBuilder("joins", ElementType.INT8);

    private FeatureMap convolution(String name, FeatureMap from, int channels) {
        return network.convolution(name, from, channels, Border.SAME.window(from, 3, 1), Activation.NONE);
    }

    @Test
    void anotherOrderHasTheSameSteps() {
        FeatureMap input = network.input("x", Shape.hwc(4, 5, 8));
        FeatureMap shared = convolution("shared", input, 8);
        FeatureMap left = convolution("left", input, 16);
        FeatureMap joined = network.concatenation("joined", shared, left);
        FeatureMap right = convolution("right", input, 8);
        FeatureMap copied = network.concatenation("copied", shared, right);
        FeatureMap wide = convolution("wide", input, 200);
        FeatureMap wideToo = convolution("wideToo", input, 200);
        network.output(convolution("narrow", wide, 1));
        network.output(convolution("narrowToo", wideToo, 1));
        network.output(convolution("endOfCopied", copied, 1));
        network.output(convolution("endOfJoined", joined, 1));
        Schedule given = Schedule.of(
                network.build(),
                Nets.machine(new Layout(8, 1, true), new WriteGranularity.Pixel(), Nets.EITHER, Addressing.LINEAR, 1),
                ScheduleOptions.zeroCopyConcatenation());
        assertThat(given.joinedLayers()).containsExactly("joined");
        Reordering reordering = Reordering.of(given);
        assertThat(reordering.lowerBoundWords()).isLessThan(reordering.givenWords());
        assertThat(reordering.schedule().joinedLayers()).containsExactly("joined");
        assertThat(reordering.schedule().lowerBound().words()).isEqualTo(reordering.words());
    }
}
