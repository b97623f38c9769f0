package dev.shingle.fpga.descriptor;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.WriteGranularity;
import java.util.Optional;

/**
 * Parameters of a build of the reference accelerator that its programs depend on.
 *
 * @param lanes P: channels of a word, and the sides of the array of multipliers
 * @param coordinateBits width of rows, columns and groups
 * @param circular addresses wrap around at the plan's size
 * @param singlePort a scratchpad that reads or writes in a cycle, but not both: each write may cost a cycle
 * @param rounding how products are rounded
 */
public record Accelerator(int lanes, int coordinateBits, boolean circular, boolean singlePort, Rounding rounding) {

    private static final int COORDINATE_BITS = 12;
    private static final int MOST_COORDINATE_BITS = 15;

    public Accelerator {
        checkArgument(
                lanes == 2 || lanes == 4 || lanes == 8 || lanes == 16, "%s lanes; 2, 4, 8 or 16 can be built", lanes);
        checkArgument(
                coordinateBits >= 2 && coordinateBits <= MOST_COORDINATE_BITS,
                "coordinates of %s bits; 2 to %s can be built",
                coordinateBits,
                MOST_COORDINATE_BITS);
    }

    /** Linear addresses, TensorFlow Lite's rounding. */
    public static Accelerator ofLanes(int lanes) {
        return new Accelerator(lanes, COORDINATE_BITS, false, false, Rounding.TFLITE);
    }

    /** The least number that a coordinate cannot hold. */
    int coordinateLimit() {
        return 1 << coordinateBits;
    }

    /** Why plans for a machine cannot be run; empty if they can. */
    Optional<String> objectionTo(Machine machine) {
        if (machine.layout().wordBits() != Byte.SIZE * lanes || machine.layout().channelPadding() != lanes) {
            return Optional.of(
                    "the plan is for words of %d bits with channels padded to %d; here a word is %d int8 channels"
                            .formatted(
                                    machine.layout().wordBits(),
                                    machine.layout().channelPadding(),
                                    lanes));
        }
        if (!(machine.writeGranularity() instanceof WriteGranularity.Group group) || group.channels() != lanes) {
            return Optional.of("the plan is for units of %s; here a unit is a group of %d channels"
                    .formatted(machine.writeGranularity(), lanes));
        }
        if (machine.lineBufferRows() != 0) {
            return Optional.of("the plan is for a machine with a line buffer");
        }
        if (machine.addressing() == Addressing.CIRCULAR && !circular) {
            return Optional.of("the plan is for circular addresses");
        }
        return Optional.empty();
    }
}
