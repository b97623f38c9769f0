package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class LeastSeparationTest {

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void isTheLeastFromWhichOnAllAreSafe(@ForAll long seed) {
        Random random = new Random(seed);
        long[] reads = times(random, 1 + random.nextInt(12));
        long[] writes = times(random, 1 + random.nextInt(12));
        assertThat(least(reads, writes)).isEqualTo(slowly(reads, writes));
    }

    /** Long tensors cross the chunks in which they are walked. */
    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void acrossChunks(@ForAll long seed) {
        Random random = new Random(seed);
        int reach = 1 + random.nextInt(20_000);
        long[] reads = raster(random, 1 + random.nextInt(20_000), reach);
        long[] writes = raster(random, 1 + random.nextInt(20_000), reach);
        OptionalLong least = least(reads, writes);
        if (least.isEmpty()) {
            assertThat(isSafeFrom(reads, writes, -reads.length)).isTrue();
        } else {
            assertThat(isSafeFrom(reads, writes, least.getAsLong())).isTrue();
            assertThat(isSafeFrom(reads, writes, least.getAsLong() - 1)).isFalse();
        }
    }

    private static OptionalLong least(long[] reads, long[] writes) {
        return LeastSeparation.of(times(reads), reads.length, times(writes), writes.length);
    }

    private static OptionalLong slowly(long[] reads, long[] writes) {
        OptionalLong most = OptionalLong.empty();
        for (int i = 0; i < reads.length; i++) {
            for (int j = 0; j < writes.length; j++) {
                if (writes[j] != WordTimes.NEVER && reads[i] > writes[j]) {
                    most = OptionalLong.of(Math.max(j + 1 - i, most.orElse(Long.MIN_VALUE)));
                }
            }
        }
        return most;
    }

    private static boolean isSafeFrom(long[] reads, long[] writes, long distance) {
        long earliest = Long.MAX_VALUE;
        int j = writes.length;
        for (int i = reads.length - 1; i >= 0; i--) {
            for (; j > Math.max(0, i + distance); j--) {
                earliest = writes[j - 1] == WordTimes.NEVER ? earliest : Math.min(earliest, writes[j - 1]);
            }
            if (reads[i] > earliest) {
                return false;
            }
        }
        return true;
    }

    private static WordTimes times(long[] times) {
        return (firstWord, count, into) -> System.arraycopy(times, (int) firstWord, into, 0, count);
    }

    private static long[] times(Random random, int words) {
        int most = 1 + random.nextInt(12);
        return random.longs(words, WordTimes.NEVER, most).toArray();
    }

    private static long[] raster(Random random, int words, int reach) {
        long[] times = new long[words];
        for (int word = 0; word < words; word++) {
            times[word] = random.nextInt(20) == 0 ? WordTimes.NEVER : word + random.nextInt(reach);
        }
        return times;
    }
}
