package dev.shingle.fpga.rtl;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import java.util.OptionalLong;

/** The reference accelerator as a machine, in every variety that the RTL has. */
final class TestMachine {

    static final ImmutableSet<Traversal> EITHER = ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE);
    static final ImmutableSet<Traversal> FORWARD = ImmutableSet.of(Traversal.FORWARD);
    static final ImmutableSet<Traversal> REVERSE = ImmutableSet.of(Traversal.REVERSE);

    private TestMachine() {}

    static Machine of(int lanes) {
        return of(lanes, EITHER, GroupOrder.DESCENDING, Addressing.LINEAR);
    }

    static Machine of(int lanes, ImmutableSet<Traversal> traversals, GroupOrder order, Addressing addressing) {
        return new Machine(
                "reference-p" + lanes,
                "a test",
                new Layout(Byte.SIZE * lanes, lanes, true),
                new WriteGranularity.Group(lanes),
                0,
                order,
                traversals,
                addressing,
                1,
                OptionalLong.empty());
    }
}
