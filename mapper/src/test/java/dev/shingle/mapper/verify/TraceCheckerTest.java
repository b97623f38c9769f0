package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.Gap;
import dev.shingle.mapper.trace.RandomTraces;
import dev.shingle.mapper.trace.TracedBuffer;
import dev.shingle.mapper.trace.csv.TraceCsv;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class TraceCheckerTest {

    /** Two buffers that both use a byte of memory at a time. */
    private record Clash(String first, String second, long time, long address) {
        static Clash of(String a, String b, long time, long address) {
            return a.compareTo(b) < 0 ? new Clash(a, b, time, address) : new Clash(b, a, time, address);
        }
    }

    private static TraceReport check(String csv, long capacity, long... offsets) {
        return TraceChecker.check(
                TraceCsv.read("t.csv", csv), ImmutableLongArray.copyOf(offsets), OptionalLong.of(capacity));
    }

    private static ImmutableList<String> messages(TraceReport report) {
        return ((TraceReport.Unsafe) report)
                .findings().stream().map(TraceFinding::message).collect(ImmutableList.toImmutableList());
    }

    @Test
    void aTightPackingIsSafeAndOneByteLessIsNot() {
        String csv = "id,lower,upper,size\nb1,0,3,4\nb2,3,9,4\nb3,0,9,4\nb4,9,21,4\nb5,0,21,4\n";

        assertThat(check(csv, 12, 8, 8, 4, 4, 0)).isEqualTo(new TraceReport.Safe(5, 12));
        assertThat(messages(check(csv, 11, 8, 8, 4, 4, 0)))
                .containsExactly(
                        "b1 of 4 bytes at byte 8 ends beyond the capacity of 11 bytes",
                        "b2 of 4 bytes at byte 8 ends beyond the capacity of 11 bytes");
        assertThat(messages(check(csv, 12, 8, 7, 4, 4, 0)))
                .containsExactly("b3 and b2 both use bytes [7, 8) at times [3, 9)");
    }

    @Test
    void whatEndsAndWhatBeginsAtTheSameTimeDoNotMeet() {
        String csv = "id,lower,upper,size\na,0,3,4\nb,3,9,4\nc,2,3,1\n";

        assertThat(check(csv, 5, 0, 0, 4).isSafe()).isTrue();
        assertThat(messages(check(csv, 5, 0, 0, 3))).containsExactly("a and c both use bytes [3, 4) at times [2, 3)");
    }

    @Test
    void demandsOnOneBufferAreChecked() {
        String csv = "id,lower,upper,size,alignment,offset\na,0,1,4,4,8\nb,1,2,4,4,\nc,2,3,4,1,\n";

        assertThat(check(csv, 100, 8, 4, 3).isSafe()).isTrue();
        assertThat(messages(check(csv, 100, 12, 6, -1)))
                .containsExactly(
                        "a starts at byte 12, but has to start at byte 8",
                        "b starts at byte 6, which is not a multiple of 4",
                        "c starts at byte -1");
    }

    @Test
    void anOffsetBeyondAllNumbersIsRefused() {
        assertThat(messages(TraceChecker.check(
                        TraceCsv.read("t.csv", "id,lower,upper,size\na,0,1,2\n"),
                        ImmutableLongArray.of(Long.MAX_VALUE - 1),
                        OptionalLong.empty())))
                .hasSize(1);
    }

    @Test
    void buffersMayInterlockInTheirGaps() {
        // a keeps its lower half in [2, 4), just when b is there.
        String csv = "id,lower,upper,size,gaps\na,0,6,8,2-4@0:4\nb,2,4,4,\nc,0,2,2,\nd,1,5,3,1-2 4-5@2:3\n";

        assertThat(check(csv, 16, 0, 4, 8, 12).isSafe()).isTrue();
        assertThat(check(csv, 16, 0, 4, 8, 8).isSafe()).isTrue();
        assertThat(messages(check(csv, 16, 0, 4, 8, 6)))
                .containsExactly("b and d both use bytes [6, 8) at times [2, 4)");
        assertThat(messages(check(csv, 16, 0, 4, 8, 5)))
                .containsExactly(
                        "b and d both use bytes [5, 8) at times [2, 4)",
                        "a and d both use bytes [7, 8) at times [4, 5)");
    }

    @Test
    void aPauseThatIsOneTooShortIsSeen() {
        String csv = "id,lower,upper,size,gaps\na,0,6,8,2-4\nb,2,5,8,\n";

        assertThat(messages(check(csv, 8, 0, 0))).containsExactly("b and a both use bytes [0, 8) at times [4, 5)");
        assertThat(check(csv.replace("2-4", "2-5"), 8, 0, 0).isSafe()).isTrue();
    }

    /** Five thousand million overlaps are counted, not listed. */
    @Test
    void countsWithoutLookingAtEachPair() {
        int buffers = 100_000;
        AllocationTrace trace = new AllocationTrace(IntStream.range(0, buffers)
                .mapToObj(i -> TracedBuffer.of("b" + i, 0, 10 + i, 4))
                .collect(ImmutableList.toImmutableList()));

        TraceReport report =
                TraceChecker.check(trace, ImmutableLongArray.copyOf(new long[buffers]), OptionalLong.empty());

        assertThat(report).isInstanceOfSatisfying(TraceReport.Unsafe.class, unsafe -> {
            assertThat(unsafe.total()).isEqualTo(buffers * (buffers - 1L) / 2);
            assertThat(unsafe.findings()).hasSize(20).doesNotHaveDuplicates();
        });
    }

    @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
    void saysWhatLookingAtEveryByteSays(@ForAll long seed) {
        Random random = new Random(seed);
        RandomTraces traces = new RandomTraces(random, 1 + random.nextInt(5), 1 + random.nextInt(6));
        AllocationTrace trace = traces.next(random.nextInt(6));
        ImmutableLongArray offsets = traces.offsets(trace, random.nextInt(30));
        long capacity = random.nextInt(30);

        TraceReport report = TraceChecker.check(trace, offsets, OptionalLong.of(capacity));

        Set<Clash> clashes = clashes(trace, offsets);
        long refusedAlone = refusedAlone(trace, offsets, capacity);
        boolean safe = clashes.isEmpty() && refusedAlone == 0;
        Statistics.label("safe").collect(safe);
        assertThat(report.isSafe()).isEqualTo(safe);
        if (report instanceof TraceReport.Unsafe unsafe) {
            assertThat(unsafe.total()).isEqualTo(unsafe.findings().size());
            assertThat(unsafe.findings().stream()
                            .filter(finding -> !(finding instanceof TraceFinding.Overlap))
                            .count())
                    .isEqualTo(refusedAlone);
            assertThat(reported(unsafe)).isEqualTo(clashes);
        } else {
            assertThat(((TraceReport.Safe) report).heightBytes()).isLessThanOrEqualTo(capacity);
        }
    }

    private static Set<Clash> reported(TraceReport.Unsafe unsafe) {
        Set<Clash> clashes = new HashSet<>();
        for (TraceFinding finding : unsafe.findings()) {
            if (finding instanceof TraceFinding.Overlap overlap) {
                for (long time = overlap.lower(); time < overlap.upper(); time++) {
                    for (long address = overlap.lowBytes(); address < overlap.highBytes(); address++) {
                        assertThat(clashes.add(Clash.of(overlap.first(), overlap.second(), time, address)))
                                .as("said once: %s", overlap)
                                .isTrue();
                    }
                }
            }
        }
        return clashes;
    }

    private static Set<Clash> clashes(AllocationTrace trace, ImmutableLongArray offsets) {
        Set<Clash> clashes = new HashSet<>();
        for (int a = 0; a < offsets.length(); a++) {
            for (int b = 0; b < a; b++) {
                for (long time = -10; time < 10; time++) {
                    for (long address = 0; address < 60; address++) {
                        TracedBuffer first = trace.buffers().get(a);
                        TracedBuffer second = trace.buffers().get(b);
                        if (isLaid(offsets.get(a))
                                && isLaid(offsets.get(b))
                                && uses(first, time, address - offsets.get(a))
                                && uses(second, time, address - offsets.get(b))) {
                            clashes.add(Clash.of(first.id(), second.id(), time, address));
                        }
                    }
                }
            }
        }
        return clashes;
    }

    private static boolean isLaid(long offset) {
        return offset >= 0;
    }

    private static boolean uses(TracedBuffer buffer, long time, long offset) {
        if (time < buffer.lower() || time >= buffer.upper()) {
            return false;
        }
        for (Gap gap : buffer.gaps()) {
            if (gap.lower() <= time && time < gap.upper()) {
                return gap.window()
                        .map(window -> window.lowBytes() <= offset && offset < window.highBytes())
                        .orElse(false);
            }
        }
        return offset >= 0 && offset < buffer.sizeBytes();
    }

    private static long refusedAlone(AllocationTrace trace, ImmutableLongArray offsets, long capacity) {
        long refused = 0;
        for (int i = 0; i < offsets.length(); i++) {
            TracedBuffer buffer = trace.buffers().get(i);
            long offset = offsets.get(i);
            refused += offset % buffer.alignmentBytes() != 0 ? 1 : 0;
            refused += buffer.offsetBytes().orElse(offset) != offset ? 1 : 0;
            refused += offset < 0 || offset + buffer.sizeBytes() > capacity ? 1 : 0;
        }
        return refused;
    }
}
