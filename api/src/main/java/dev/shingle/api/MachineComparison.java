package dev.shingle.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import java.util.OptionalLong;

/**
 * One network on twelve machines: three ways to walk through layers and addresses, four units of writing. Byte words,
 * nothing padded; so the machines differ in nothing else.
 *
 * @param model the network
 * @param pingPongTwoBuffersBytes as in {@link Sizing}
 * @param pingPongWidestPairBytes as in {@link Sizing}
 * @param disjointLowerBoundBytes as in {@link Sizing}
 * @param rows one for each {@link Walk}, in order
 */
public record MachineComparison(
        Model model,
        OptionalLong pingPongTwoBuffersBytes,
        long pingPongWidestPairBytes,
        long disjointLowerBoundBytes,
        ImmutableList<Row> rows) {

    /** How layers and addresses are walked through. */
    public enum Walk {
        FORWARD_LINEAR("forward only, linear", ImmutableSet.of(Traversal.FORWARD), Addressing.LINEAR),
        EITHER_LINEAR(
                "either direction, linear", ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE), Addressing.LINEAR),
        FORWARD_CIRCULAR("forward only, circular", ImmutableSet.of(Traversal.FORWARD), Addressing.CIRCULAR);

        private final String text;
        private final ImmutableSet<Traversal> traversals;
        private final Addressing addressing;

        Walk(String text, ImmutableSet<Traversal> traversals, Addressing addressing) {
            this.text = text;
            this.traversals = traversals;
            this.addressing = addressing;
        }

        @Override
        public String toString() {
            return text;
        }

        Machine machine(Unit unit) {
            return new Machine(
                    text + ", " + unit,
                    "one of twelve machines to be compared",
                    Layout.bytes(),
                    unit.granularity(),
                    0,
                    GroupOrder.DESCENDING,
                    traversals,
                    addressing,
                    1,
                    OptionalLong.empty());
        }
    }

    /** What is written at once. */
    public enum Unit {
        ONE_CHANNEL("GROUP(1)"),
        EIGHT_CHANNELS("GROUP(8)"),
        PIXEL("PIXEL"),
        ROW("ROW");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        WriteGranularity granularity() {
            return switch (this) {
                case ONE_CHANNEL -> new WriteGranularity.Group(1);
                case EIGHT_CHANNELS -> new WriteGranularity.Group(8);
                case PIXEL -> new WriteGranularity.Pixel();
                case ROW -> new WriteGranularity.Row();
            };
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** One walk with every unit, in order of {@link Unit}. */
    public record Row(Walk walk, ImmutableList<Cell> cells) {}

    /**
     * What one machine needs.
     *
     * @param optimal the plan is proven to be the least
     * @param stagingBytes memory that the machine needs outside the scratchpad
     */
    public record Cell(Unit unit, long peakBytes, boolean optimal, long stagingBytes) {}

    static MachineComparison of(Model model) {
        Sizing any = Shingle.size(model, Walk.EITHER_LINEAR.machine(Unit.PIXEL));
        return new MachineComparison(
                model,
                any.pingPongTwoBuffersBytes(),
                any.pingPongWidestPairBytes(),
                any.disjointLowerBoundBytes(),
                ImmutableList.copyOf(Walk.values()).stream()
                        .map(walk -> row(model, walk))
                        .collect(toImmutableList()));
    }

    private static Row row(Model model, Walk walk) {
        return new Row(
                walk,
                ImmutableList.copyOf(Unit.values()).stream()
                        .map(unit -> cell(Shingle.size(model, walk.machine(unit)), unit))
                        .collect(toImmutableList()));
    }

    private static Cell cell(Sizing sizing, Unit unit) {
        return new Cell(unit, sizing.plannedPeakBytes(), sizing.optimal(), sizing.stagingBytes());
    }
}
