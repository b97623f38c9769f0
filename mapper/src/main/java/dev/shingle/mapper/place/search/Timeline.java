package dev.shingle.mapper.place.search;

import dev.shingle.mapper.place.PlacementProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Time, cut wherever at most one buffer lives on from one step to the next. What lies before a cut and what lies behind it
 * meet in that one buffer only.
 *
 * <pre>
 *   step    0    1    2    3    4    5
 *   a     [=========)                         cuts: between 0 and 1 (a only), between 1 and 2 (c only), between 4 and 5
 *   b          [=========)                    (f only); not between 2 and 3, where c and d live on
 * </pre>
 *
 * <p>Linear in the total length of all lives.
 */
final class Timeline {

    /** There is no such buffer. */
    static final int NOBODY = -1;

    /**
     * Steps between two cuts.
     *
     * @param in the buffer that lives on into it, or {@link #NOBODY}
     * @param out the buffer that lives on behind it, or {@link #NOBODY}
     */
    record Part(int firstStep, int endStep, int in, int out, Section section) {}

    private final PlacementProblem problem;
    private final int[][] liveSets;
    private final int[] local;

    Timeline(PlacementProblem problem) {
        this.problem = problem;
        this.liveSets = problem.liveSets();
        this.local = new int[problem.bufferCount()];
    }

    /** Everything, cut into as many parts as possible. */
    List<Part> parts() {
        int steps = problem.stepCount();
        int[] crossing = new int[steps + 1];
        long[] names = new long[steps + 1];
        for (int buffer = 0; buffer < problem.bufferCount(); buffer++) {
            for (int step = problem.live(buffer).start() + 1;
                    step < problem.live(buffer).end();
                    step++) {
                crossing[step]++;
                names[step] += buffer;
            }
        }
        List<Part> parts = new ArrayList<>();
        int first = 0;
        int in = NOBODY;
        for (int step = 1; step <= steps; step++) {
            if (crossing[step] <= 1) {
                int out = crossing[step] == 0 ? NOBODY : (int) names[step];
                parts.add(new Part(first, step, in, out, section(first, step)));
                first = step;
                in = out;
            }
        }
        return parts;
    }

    /** One part that holds everything. */
    List<Part> whole() {
        return List.of(new Part(0, problem.stepCount(), NOBODY, NOBODY, Section.whole(problem)));
    }

    int steps() {
        return liveSets.length;
    }

    /** Whatever is live during some steps. */
    Section section(int firstStep, int endStep) {
        int[] buffers = new int[8];
        int count = 0;
        for (int step = firstStep; step < endStep; step++) {
            for (int buffer : liveSets[step]) {
                if (step == firstStep || problem.live(buffer).start() == step) {
                    if (count == buffers.length) {
                        buffers = Arrays.copyOf(buffers, 2 * count);
                    }
                    buffers[count++] = buffer;
                }
            }
        }
        return new Section(problem, Arrays.copyOf(buffers, count), local);
    }

    /** Sum of the sizes of whatever is live during some steps: what needs no more is not worth a search. */
    long words(int firstStep, int endStep) {
        long words = 0;
        for (int step = firstStep; step < endStep; step++) {
            for (int buffer : liveSets[step]) {
                if (step == firstStep || problem.live(buffer).start() == step) {
                    words = Math.addExact(words, problem.alignedSize(buffer));
                }
            }
        }
        return words;
    }
}
