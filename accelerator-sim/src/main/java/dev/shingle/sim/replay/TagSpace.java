package dev.shingle.sim.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;

/**
 * Numbers every word of every buffer, so that one {@code int} names both:
 *
 * <pre>
 *   tag   0        1 .. |a|        |a|+1 .. |a|+|b|      ...        at most 2^32 - 1, read as unsigned
 *         nothing  buffer a        buffer b
 * </pre>
 */
public final class TagSpace {

    /** What a word holds before anything was written there. */
    public static final int NOTHING = 0;

    private static final long TAGS = 1L << 32;

    private final ImmutableList<Placement> placements;
    private final ImmutableMap<String, Integer> positions;
    private final long[] firstTags;

    /**
     * Numbers the words of a plan's buffers.
     *
     * @throws MalformedPlanException if there are too many, or two buffers of one name
     */
    public TagSpace(MemoryPlan plan) {
        placements = plan.placements();
        firstTags = new long[placements.size()];
        ImmutableMap.Builder<String, Integer> byName = ImmutableMap.builder();
        long next = 1;
        for (int i = 0; i < firstTags.length; i++) {
            firstTags[i] = next;
            next = LongMath.saturatedAdd(next, placements.get(i).buffer().sizeWords());
            byName.put(placements.get(i).buffer().name(), i);
        }
        if (next > TAGS) {
            throw new MalformedPlanException("the buffers of plan " + plan.network() + " have " + (next - 1)
                    + " words together; a replay can tell 2^32 - 1 apart");
        }
        positions = byName.buildKeepingLast();
        if (positions.size() < firstTags.length) {
            throw new MalformedPlanException("plan " + plan.network() + " places a buffer twice");
        }
    }

    /** Position of a buffer among the placements. */
    public int position(String buffer) {
        Integer position = positions.get(buffer);
        if (position == null) {
            throw new MalformedPlanException("buffer " + buffer + " is used but has no place in the plan");
        }
        return position;
    }

    /** The placement at a position. */
    public Placement placement(int position) {
        return placements.get(position);
    }

    /** Tag of word 0 of a buffer; word i has this plus i. */
    public int firstTag(int position) {
        return (int) firstTags[position];
    }

    /** Position of the buffer that a tag other than {@link #NOTHING} belongs to. */
    public int owner(int tag) {
        long number = Integer.toUnsignedLong(tag);
        int position = firstTags.length - 1;
        while (firstTags[position] > number) {
            position--;
        }
        return position;
    }

    /** The word within {@link #owner} that a tag stands for. */
    public long word(int tag) {
        return Integer.toUnsignedLong(tag) - firstTags[owner(tag)];
    }
}
