package dev.shingle.mapper.machine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Machines that come with the program. Each says what its description was taken from. */
public final class Machines {

    private static final ImmutableSet<Traversal> EITHER = ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE);
    private static final ImmutableSet<Traversal> FORWARD = ImmutableSet.of(Traversal.FORWARD);
    private static final WriteGranularity PIXEL = new WriteGranularity.Pixel();

    private static final int LANES = 8;
    private static final int LINE_BUFFER_ROWS = 8;
    private static final int TFLM_ALIGNMENT_BYTES = 16;
    private static final double CLOCK_MEGAHERTZ = 100;
    private static final int TECHNOLOGY_NANOMETRES = 22;

    private static final ImmutableList<Machine> ALL = ImmutableList.of(
            bytes(
                    "byte-pixel",
                    "The model of arXiv 2007.09963: all output channels of a pixel are written at once, and a layer may"
                            + " run from either end.",
                    PIXEL,
                    EITHER),
            tflmElement(),
            bytes(
                    "forward-linear",
                    "byte-pixel with plain incrementing address counters: rasters run forward only.",
                    PIXEL,
                    FORWARD),
            circular(),
            bytes(
                    "lane8-group",
                    "An array of 8 multiply-accumulate lanes without an output buffer: 8 output channels of a pixel are"
                            + " written, then the window is read again for the next 8.",
                    new WriteGranularity.Group(LANES),
                    EITHER),
            bytes(
                    "row",
                    "An engine that stages one output row in a buffer of its own and writes it when the row is done.",
                    new WriteGranularity.Row(),
                    EITHER),
            lineBuffer(),
            reference("reference-p2", 2),
            reference("reference-p4", 4),
            reference("reference-p8", 8),
            reference("reference-p16", 16));

    private Machines() {}

    /** Every preset, the default one first. */
    public static ImmutableList<Machine> all() {
        return ALL;
    }

    /** The preset of that name. */
    public static Optional<Machine> preset(String name) {
        return ALL.stream().filter(machine -> machine.name().equals(name)).findFirst();
    }

    /** What is used when no machine is named: {@code byte-pixel}. */
    public static Machine standard() {
        return ALL.get(0);
    }

    private static Machine bytes(
            String name, String source, WriteGranularity granularity, ImmutableSet<Traversal> traversals) {
        return new Machine(
                name,
                source,
                Layout.bytes(),
                granularity,
                0,
                GroupOrder.DESCENDING,
                traversals,
                Addressing.LINEAR,
                1,
                OptionalLong.empty());
    }

    private static Machine tflmElement() {
        return new Machine(
                "tflm-element",
                "TensorFlow Lite Micro's reference kernels: output elements are written one by one, in ascending order,"
                        + " and every one reads its window anew; the arena aligns tensors to 16 bytes.",
                Layout.bytes(),
                new WriteGranularity.Group(1),
                0,
                GroupOrder.ASCENDING,
                FORWARD,
                Addressing.LINEAR,
                TFLM_ALIGNMENT_BYTES,
                OptionalLong.empty());
    }

    private static Machine circular() {
        return new Machine(
                "circular",
                "byte-pixel whose address generators subtract the scratchpad's size at its end; rasters run forward"
                        + " only.",
                Layout.bytes(),
                PIXEL,
                0,
                GroupOrder.DESCENDING,
                FORWARD,
                Addressing.CIRCULAR,
                1,
                OptionalLong.empty());
    }

    private static Machine lineBuffer() {
        return new Machine(
                "line-buffer",
                "A streaming engine that keeps 8 input rows in a line buffer and reads every input word once, in order.",
                Layout.bytes(),
                PIXEL,
                LINE_BUFFER_ROWS,
                GroupOrder.DESCENDING,
                EITHER,
                Addressing.LINEAR,
                1,
                OptionalLong.empty());
    }

    /** Clock and technology are no properties of a design: they are given so that energy has a figure. */
    private static Machine reference(String name, int lanes) {
        Engine engine = Engine.ofLanes(lanes, lanes)
                .in(OptionalDouble.of(CLOCK_MEGAHERTZ), OptionalInt.of(TECHNOLOGY_NANOMETRES));
        return new Machine(
                name,
                "The project's reference accelerator with %d lanes: a word holds %d int8 channels, written at once."
                        .formatted(lanes, lanes),
                new Layout(8 * lanes, lanes, true),
                new WriteGranularity.Group(lanes),
                0,
                GroupOrder.DESCENDING,
                EITHER,
                Addressing.LINEAR,
                1,
                OptionalLong.empty(),
                Optional.of(engine));
    }
}
