package dev.shingle.fpga.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.networks.Network;
import dev.shingle.networks.zoo.Zoo;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextCaptureTest {

    /** Word by word: who owns the frame's words, step by step, until the host has everything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camera-face:40x30 | 8 | LINEAR | overlap",
                "camera-face:40x30 | 2 | CIRCULAR | overlap",
                "camera-face:40x30 | 8 | LINEAR | disjoint-greedy",
                "camera-face:40x30 | 8 | LINEAR | ping-pong-widest-pair",
                "dncnn:input=12x10x1,depth=3,channels=5 | 4 | LINEAR | overlap",
                "dncnn:input=12x10x1,depth=4,channels=9 | 4 | CIRCULAR | overlap",
                "dncnn:input=12x10x1,depth=3,channels=5 | 8 | LINEAR | ping-pong-two-buffers",
                "dncnn:input=12x10x1,depth=4,channels=5 | 8 | LINEAR | ping-pong-two-buffers",
            })
    void itIsTheFirstStepBehindWhichNobodyNeedsTheWords(
            String network, int lanes, Addressing addressing, String planner) {
        Planner wanted = Planners.byName(planner).orElseThrow();
        MemoryPlan plan = Folder.plan(network(network), machine(lanes, addressing), wanted);
        Placement frame = plan.placementsByName().get(plan.inputs().get(0));

        NextCapture next = NextCapture.of(plan, frame);

        for (int step = 0; step < plan.steps().size(); step++) {
            boolean isNeeded = isNeededAfter(plan, frame, step);
            assertThat(isNeeded)
                    .as("the frame's words are needed after step %s", step)
                    .isEqualTo(step < next.afterStep());
        }
        boolean outputInFrame = plan.placements().stream()
                .filter(placement -> plan.outputs().contains(placement.buffer().name()))
                .anyMatch(placement -> shares(plan, frame, placement));
        assertThat(next.afterHostTook()).isEqualTo(outputInFrame);
    }

    /** By a step after this one; what the host still has to take is not a step's. */
    private static boolean isNeededAfter(MemoryPlan plan, Placement frame, int step) {
        return plan.placements().stream()
                .filter(placement -> shares(plan, frame, placement))
                .anyMatch(placement -> placement.buffer().live().end() > step + 1);
    }

    private static boolean shares(MemoryPlan plan, Placement frame, Placement other) {
        Set<Long> words = words(plan, frame);
        words.retainAll(words(plan, other));
        return !words.isEmpty();
    }

    private static Set<Long> words(MemoryPlan plan, Placement placement) {
        Set<Long> words = new HashSet<>();
        for (long i = 0; i < placement.buffer().sizeWords(); i++) {
            words.add((placement.offsetWords() + i) % plan.peakWords());
        }
        return words;
    }

    private static Network network(String name) {
        return Zoo.build(name);
    }

    private static Machine machine(int lanes, Addressing addressing) {
        return new Machine(
                "reference-p" + lanes,
                "a test",
                new Layout(Byte.SIZE * lanes, lanes, true),
                new WriteGranularity.Group(lanes),
                0,
                GroupOrder.DESCENDING,
                addressing == Addressing.CIRCULAR
                        ? ImmutableSet.of(Traversal.FORWARD)
                        : ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE),
                addressing,
                1,
                OptionalLong.empty());
    }
}
