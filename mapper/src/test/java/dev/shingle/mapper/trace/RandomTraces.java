package dev.shingle.mapper.trace;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Traces with everything that a trace can have: alignments, hints, demands, gaps with windows and without. */
public final class RandomTraces {

    private static final String ID_CHARACTERS = "abc,\"' ;-@\u00e9\u4e2d0";

    private final Random random;
    private final int mostTime;
    private final int mostBytes;

    /** Times within {@code [-mostTime, mostTime]}, sizes up to {@code mostBytes}. */
    public RandomTraces(Random random, int mostTime, int mostBytes) {
        this.random = random;
        this.mostTime = mostTime;
        this.mostBytes = mostBytes;
    }

    public AllocationTrace next(int buffers) {
        ImmutableList.Builder<TracedBuffer> all = ImmutableList.builder();
        for (int i = 0; i < buffers; i++) {
            all.add(buffer(name() + i));
        }
        return new AllocationTrace(all.build());
    }

    /** Somewhere near the bottom, most of them aligned. */
    public ImmutableLongArray offsets(AllocationTrace trace, int most) {
        ImmutableLongArray.Builder offsets = ImmutableLongArray.builder();
        for (TracedBuffer buffer : trace.buffers()) {
            long any = random.nextInt(most + 1);
            long aligned = any - any % buffer.alignmentBytes();
            long wanted = random.nextInt(10) == 0 ? any - 1 : aligned;
            offsets.add(random.nextInt(10) == 0 ? wanted : buffer.offsetBytes().orElse(wanted));
        }
        return offsets.build();
    }

    private TracedBuffer buffer(String id) {
        int lower = random.nextInt(2 * mostTime) - mostTime;
        int upper = lower + 1 + random.nextInt(mostTime - lower);
        int size = 1 + random.nextInt(mostBytes);
        return new TracedBuffer(
                id,
                lower,
                upper,
                size,
                random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1,
                random.nextInt(4) == 0 ? OptionalLong.of(random.nextInt(mostBytes)) : OptionalLong.empty(),
                random.nextInt(4) == 0 ? OptionalLong.of(random.nextInt(mostBytes)) : OptionalLong.empty(),
                random.nextBoolean() ? gaps(lower, upper, size) : ImmutableList.of());
    }

    private ImmutableList<Gap> gaps(int lower, int upper, int size) {
        List<Gap> gaps = new ArrayList<>();
        int free = lower;
        while (free < upper && gaps.size() < 4) {
            int from = free + random.nextInt(upper - free);
            int to = from + 1 + random.nextInt(upper - from);
            gaps.add(new Gap(from, to, random.nextBoolean() ? Optional.empty() : Optional.of(window(size))));
            free = to + random.nextInt(2);
        }
        return ImmutableList.copyOf(gaps);
    }

    private ByteWindow window(int size) {
        int low = random.nextInt(size);
        return new ByteWindow(low, low + 1 + random.nextInt(size - low));
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            name.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return name.toString();
    }
}
