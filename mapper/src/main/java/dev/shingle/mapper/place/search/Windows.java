package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableList;

/**
 * Raises the lower bound by what a few steps in a row need together: two steps that reach the bound each may not reach it
 * one after the other. The rest of the problem is left out, so a window is small and quickly decided.
 *
 * <pre>
 *   capacity L    window [3, 5)  refuted for L .. L + 7        L := L + 8
 *                 window [4, 6)  fits
 *                 window [3, 6)  refuted ..
 * </pre>
 *
 * <p>A refutation holds for a range of capacities, namely as long as all its cycles stay positive, so that the bound rises
 * in leaps. Windows of 2 to {@value #LONGEST_EVERYWHERE} steps begin everywhere, longer ones up to {@value #LONGEST} steps
 * here and there; O(steps) searches, most of them of a few nodes.
 */
final class Windows {

    private static final int LONGEST_EVERYWHERE = 6;
    private static final int LONGEST = 48;
    private static final int MOST_BUFFERS = 72;
    private static final long EFFORT_PER_WINDOW = 4_000;

    /** Says whether a section fits a capacity. */
    interface Decider {
        Verdict decide(Section section, long capacity);
    }

    private final Timeline timeline;
    private final Decider decider;
    private final Effort effort;
    private final Ledger ledger;

    Windows(Timeline timeline, Decider decider, Effort effort, Ledger ledger) {
        this.timeline = timeline;
        this.decider = decider;
        this.effort = effort;
        this.ledger = ledger;
    }

    void run() {
        for (int length = 2; length <= LONGEST_EVERYWHERE; length++) {
            slide(length, 1);
        }
        for (int length = 2 * LONGEST_EVERYWHERE; length <= LONGEST; length *= 2) {
            slide(length, length / 3);
        }
    }

    private void slide(int length, int stride) {
        for (int first = 0; first + stride <= timeline.steps() && !ledger.isClosed(); first += stride) {
            int end = Math.min(first + length, timeline.steps());
            if (end - first > 1 && timeline.words(first, end) > ledger.lowerBound()) {
                raise(timeline.section(first, end));
            }
        }
    }

    private void raise(Section section) {
        if (section.size() > MOST_BUFFERS) {
            return;
        }
        effort.allow(EFFORT_PER_WINDOW);
        while (!ledger.isClosed() && decider.decide(section, ledger.lowerBound()) instanceof Verdict.Refuted refuted) {
            Refutation why = refuted.why();
            ledger.refuted(why.to(), why.tree().map(tree -> new CutSearch.Proof(ImmutableList.of(), tree)));
        }
    }
}
