package dev.shingle.mapper.machine;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What computes beside the scratchpad: decides cycles and energy, but no placement. Planners do not look at it.
 *
 * <pre>
 *   scratchpad --port--> window --> inputLanes x outputLanes MACs --> accumulators --> output stage --port--> scratchpad
 *                                        ^
 *   weight memory -----------------------'
 * </pre>
 *
 * @param inputLanes input channels that are multiplied in one cycle; rows of a systolic array
 * @param outputLanes output channels that are accumulated in one cycle; columns of a systolic array
 * @param dataflow what stays in the array while the rest streams past
 * @param loopOrder order of the loops over output groups and windows
 * @param ports which accesses of the scratchpad exclude each other
 * @param portWords consecutive words that a port moves in one cycle
 * @param timing latencies in cycles
 * @param skipsPadding taps that fall into padding take no cycle; otherwise they take one and read nothing
 * @param weights the weight memory
 * @param clockMegahertz clock, where it is known
 * @param technologyNanometres technology node of the memories, where it is known
 */
public record Engine(
        int inputLanes,
        int outputLanes,
        Dataflow dataflow,
        LoopOrder loopOrder,
        Ports ports,
        int portWords,
        EngineTiming timing,
        boolean skipsPadding,
        WeightMemory weights,
        OptionalDouble clockMegahertz,
        OptionalInt technologyNanometres) {

    /** Most lanes on a side of the array. */
    public static final int MAX_LANES = 1 << 12;

    public Engine {
        checkArgument(
                inputLanes >= 1 && inputLanes <= MAX_LANES && outputLanes >= 1 && outputLanes <= MAX_LANES,
                "an array of %s x %s lanes; 1 to %s are supported on a side",
                inputLanes,
                outputLanes,
                MAX_LANES);
        checkArgument(portWords >= 1, "a port of %s words", portWords);
        checkArgument(
                clockMegahertz.isEmpty()
                        || (clockMegahertz.getAsDouble() > 0 && Double.isFinite(clockMegahertz.getAsDouble())),
                "a clock of %s MHz",
                clockMegahertz);
        checkArgument(
                technologyNanometres.isEmpty() || technologyNanometres.getAsInt() >= 1,
                "a technology node of %s nm",
                technologyNanometres);
    }

    /** What stays in the array. */
    public enum Dataflow {
        /** Every accumulator belongs to one output until it is complete. */
        OUTPUT_STATIONARY,
        /** Weights are loaded once and inputs stream past them. */
        WEIGHT_STATIONARY
    }

    /** Which loop is inside which; pixels are always outermost, input channels innermost of a window. */
    public enum LoopOrder {
        /** row &gt; column &gt; output group &gt; kernel row &gt; kernel column &gt; input group: windows are read once a group. */
        GROUP_WINDOW,
        /** row &gt; column &gt; kernel row &gt; kernel column &gt; input group &gt; output group: windows are read once a pixel. */
        WINDOW_GROUP
    }

    /** Accesses in one cycle. */
    public enum Ports {
        /** One memory, one read and one write. */
        ONE_READ_ONE_WRITE("1r1w"),
        /** One memory, either a read or a write. */
        SINGLE("1rw"),
        /** Two memories, each as {@link #SINGLE}: one is read while the other is written, as ping-pong hardware does. */
        TWO_BANKS("two-banks");

        private final String text;

        Ports(String text) {
            this.text = text;
        }

        /** As machine files write it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** The engine of the reference accelerator with so many lanes on each side, or any engine of which no more is known. */
    public static Engine ofLanes(int inputLanes, int outputLanes) {
        return new Engine(
                inputLanes,
                outputLanes,
                Dataflow.OUTPUT_STATIONARY,
                LoopOrder.GROUP_WINDOW,
                Ports.ONE_READ_ONE_WRITE,
                1,
                EngineTiming.ofReference(outputLanes),
                false,
                WeightMemory.UNLIMITED,
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    /** The same engine beside a memory of other ports. */
    public Engine withPorts(Ports newPorts) {
        return new Engine(
                inputLanes,
                outputLanes,
                dataflow,
                loopOrder,
                newPorts,
                portWords,
                timing,
                skipsPadding,
                weights,
                clockMegahertz,
                technologyNanometres);
    }

    /** The same engine at another clock and in another technology. */
    public Engine in(OptionalDouble newClockMegahertz, OptionalInt newTechnologyNanometres) {
        return new Engine(
                inputLanes,
                outputLanes,
                dataflow,
                loopOrder,
                ports,
                portWords,
                timing,
                skipsPadding,
                weights,
                newClockMegahertz,
                newTechnologyNanometres);
    }

    /** Multiplications in one cycle. */
    public long macsPerCycle() {
        return (long) inputLanes * outputLanes;
    }
}
