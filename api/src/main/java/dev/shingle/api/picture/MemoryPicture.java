package dev.shingle.api.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.OptionalLong;

/**
 * A plan as a picture: time to the right, one unit for each step; addresses upwards; a shape for each buffer, which grows
 * while it is produced and shrinks while it is consumed. Where a result follows its operand into the same memory, their
 * shapes touch. No two shapes of a safe plan overlap, and the area of each is the bytes times the steps that it takes.
 *
 * @param plan what is shown
 * @param steps how many, at least one
 * @param peakBytes what the plan needs
 * @param boundBytes what any plan needs
 * @param capacityBytes what there is, if the machine says so
 * @param peakStep the step in which most is in use, the first of equals
 * @param buffers one shape for each placement, in the plan's order
 * @param shortNames of the buffers, distinct
 */
public record MemoryPicture(
        MemoryPlan plan,
        int steps,
        long peakBytes,
        long boundBytes,
        OptionalLong capacityBytes,
        int peakStep,
        ImmutableList<BufferShape> buffers,
        ImmutableMap<String, String> shortNames) {

    /** What a buffer is called where there is little room. */
    public String shortName(String buffer) {
        return shortNames.getOrDefault(buffer, buffer);
    }

    /**
     * Of a plan that has been found safe. Time is mostly linear in the rows of its feature maps, not in their words; see {@link
     * dev.shingle.mapper.verify.HeldWords}.
     */
    public static MemoryPicture of(MemoryPlan plan) {
        return new PictureBuilder(plan).build();
    }
}
