package dev.shingle.mapper.machine;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The memory that weights come from.
 *
 * @param sizeBytes its size; empty for one that is just large enough
 * @param bytesPerCycle what it delivers in a cycle; empty if the array never waits for weights
 */
public record WeightMemory(OptionalLong sizeBytes, OptionalInt bytesPerCycle) {

    /** As large and as fast as it has to be. */
    public static final WeightMemory UNLIMITED = new WeightMemory(OptionalLong.empty(), OptionalInt.empty());

    public WeightMemory {
        checkArgument(sizeBytes.isEmpty() || sizeBytes.getAsLong() >= 0, "a weight memory of %s bytes", sizeBytes);
        checkArgument(
                bytesPerCycle.isEmpty() || bytesPerCycle.getAsInt() >= 1,
                "a weight memory that delivers %s bytes a cycle",
                bytesPerCycle);
    }
}
