package dev.shingle.testkit;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Machines with every ability, alignment and word size that a description can state. */
public final class RandomMachines {

    private RandomMachines() {}

    /** Machines as jqwik draws them. */
    public static Arbitrary<Machine> machines() {
        return Combinators.combine(
                        layouts(),
                        granularities(),
                        Arbitraries.of(0, 0, 0, 1, 3, 4),
                        Arbitraries.of(GroupOrder.class),
                        Arbitraries.of(
                                ImmutableSet.of(Traversal.FORWARD),
                                ImmutableSet.of(Traversal.REVERSE),
                                ImmutableSet.copyOf(Traversal.values())),
                        Arbitraries.of(Addressing.class),
                        Arbitraries.integers().between(1, 5))
                .as((layout, granularity, lines, order, traversals, addressing, alignment) -> new Machine(
                        "random",
                        "drawn at random",
                        layout,
                        granularity,
                        lines,
                        order,
                        traversals,
                        addressing,
                        alignment,
                        OptionalLong.empty()));
    }

    private static Arbitrary<Layout> layouts() {
        return Combinators.combine(
                        Arbitraries.of(8, 8, 16, 32, 64, 4), Arbitraries.of(1, 1, 3, 4, 8), Arbitraries.of(true, false))
                .as(Layout::new);
    }

    private static Arbitrary<WriteGranularity> granularities() {
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 8).map(WriteGranularity.Group::new),
                Arbitraries.just(new WriteGranularity.Pixel()),
                Combinators.combine(few, few).as(WriteGranularity.Tile::new),
                Arbitraries.just(new WriteGranularity.Row()),
                Arbitraries.just(new WriteGranularity.Tensor()));
    }
}
