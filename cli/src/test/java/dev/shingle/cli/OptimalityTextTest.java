package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OptimalityTextTest {

    @Test
    void saysWhyThereIsNoCertificate() {
        assertThat(OptimalityText.whyNoneWasMade(machine(Addressing.CIRCULAR, 2)))
                .contains("circular", "alignment");
        assertThat(OptimalityText.whyNoneWasMade(machine(Addressing.CIRCULAR, 1)))
                .contains("too large");
        assertThat(OptimalityText.whyNoneWasMade(machine(Addressing.LINEAR, 2))).contains("too large");
    }

    private static Machine machine(Addressing addressing, int alignmentWords) {
        return new Machine(
                "m",
                "made up",
                new Layout(8, 1, true),
                new WriteGranularity.Pixel(),
                0,
                GroupOrder.values()[0],
                ImmutableSet.of(Traversal.FORWARD),
                addressing,
                alignmentWords,
                OptionalLong.empty());
    }
}
