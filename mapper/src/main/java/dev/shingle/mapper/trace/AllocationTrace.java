package dev.shingle.mapper.trace;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Buffers and their lives: a question (where can each of them lie?), or an answer if every buffer has an offset.
 *
 * @param buffers in any order; ids are unique, and their sizes together, rounded up to alignments, stay below
 *     {@link TracedBuffer#LIMIT}
 */
public record AllocationTrace(ImmutableList<TracedBuffer> buffers) {

    public AllocationTrace {
        Set<String> ids = new HashSet<>();
        long total = 0;
        for (TracedBuffer buffer : buffers) {
            checkArgument(ids.add(buffer.id()), "two buffers are called %s", buffer.id());
            long most = buffer.sizeBytes() + buffer.alignmentBytes() - 1;
            checkArgument(most <= TracedBuffer.LIMIT - total, "the sizes of the buffers add up to 2^60 bytes or more");
            total += most;
        }
    }

    /** The same buffers at the given offsets, one for each in their order. */
    public AllocationTrace placedAt(ImmutableLongArray offsetsBytes) {
        checkArgument(
                offsetsBytes.length() == buffers.size(),
                "%s offsets for %s buffers",
                offsetsBytes.length(),
                buffers.size());
        return new AllocationTrace(IntStream.range(0, buffers.size())
                .mapToObj(i -> buffers.get(i).withOffsetBytes(OptionalLong.of(offsetsBytes.get(i))))
                .collect(toImmutableList()));
    }

    /** Where the buffers lie, if every one of them says so. */
    public Optional<ImmutableLongArray> offsetsBytes() {
        ImmutableLongArray.Builder offsets = ImmutableLongArray.builder(buffers.size());
        for (TracedBuffer buffer : buffers) {
            if (buffer.offsetBytes().isEmpty()) {
                return Optional.empty();
            }
            offsets.add(buffer.offsetBytes().getAsLong());
        }
        return Optional.of(offsets.build());
    }
}
