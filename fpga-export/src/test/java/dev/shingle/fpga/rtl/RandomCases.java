package dev.shingle.fpga.rtl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Network;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small networks, each with a variety of the accelerator and a plan. */
final class RandomCases {

    /** Each is a build of the RTL. */
    static final ImmutableList<Accelerator> BUILDS = ImmutableList.of(
            new Accelerator(2, 12, false, true, Rounding.TFLITE),
            new Accelerator(4, 12, false, false, Rounding.TFLITE),
            new Accelerator(4, 12, true, false, Rounding.TFLM_REFERENCE),
            new Accelerator(8, 12, false, false, Rounding.TFLITE),
            new Accelerator(8, 12, true, true, Rounding.TFLITE),
            new Accelerator(8, 12, true, false, Rounding.SINGLE),
            new Accelerator(16, 12, true, false, Rounding.TFLITE));

    private RandomCases() {}

    /**
     * A network and how it is to be run; what is printed when it fails says it all.
     *
     * @param fromTestkit a network over all operators, of which the accelerator gets what it can run; otherwise one that is
     *     made for it
     */
    record Case(
            Accelerator accelerator,
            long seed,
            boolean fromTestkit,
            ImmutableSet<Traversal> traversals,
            GroupOrder order,
            Addressing addressing,
            boolean overlaps) {

        Network network() {
            return fromTestkit
                    ? RunnablePart.of(
                            dev.shingle.testkit.runnable.RunnableNetworks.network(new Random(seed), ElementType.INT8),
                            accelerator)
                    : RunnableNetworks.network(seed, accelerator.lanes());
        }

        Machine machine() {
            return TestMachine.of(
                    accelerator.lanes(), traversals, order, accelerator.circular() ? addressing : Addressing.LINEAR);
        }

        Planner planner() {
            return overlaps ? new OverlapPlanner() : new DisjointGreedy();
        }

        Scene scene() {
            return Scene.of(network(), machine(), planner(), accelerator);
        }
    }

    /** Three in four overlap; of those that can, three in four have circular addresses. */
    static Arbitrary<Case> on(ImmutableList<Accelerator> builds) {
        return Combinators.combine(
                        Arbitraries.of(builds),
                        Arbitraries.longs(),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(TestMachine.FORWARD, TestMachine.REVERSE, TestMachine.EITHER),
                        Arbitraries.of(GroupOrder.values()),
                        Arbitraries.of(
                                Addressing.LINEAR, Addressing.CIRCULAR, Addressing.CIRCULAR, Addressing.CIRCULAR),
                        Arbitraries.of(true, true, true, false))
                .as(Case::new)
                .filter(candidate -> !candidate.network().layers().isEmpty());
    }
}
