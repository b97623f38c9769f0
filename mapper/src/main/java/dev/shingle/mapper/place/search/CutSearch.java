package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.Contradiction;
import dev.shingle.mapper.plan.Certificate.Lemma;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Certificate.StartRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a problem with linear addresses fits a capacity, part by part of a {@link Timeline}.
 *
 * <p>Let R be the starts that the buffer at a cut can have, given everything before the cut. R is a union of intervals: one
 * for every combination of orders and directions that is possible. It is found from R of the cut before, by
 * {@link OrderSearch} on the part in between:
 *
 * <pre>
 *   is there a solution that starts in an uncovered gap?        yes: cover the interval that its orders allow
 *                                                               no:  the refutation proves the gap empty
 *
 *   R   |====|......|=======|...........|==|        gaps, each with a proof: a lemma of the certificate
 * </pre>
 *
 * <p>Once a part has no solution the capacity is refuted. Otherwise the last part's solution fixes the start at the cut
 * before it, that part's solution fixes the one before, and so on. What {@link Chain} does in closed form for chains
 * happens here for any graph. The effort is the sum of the parts' efforts instead of their product.
 */
final class CutSearch {

    /**
     * What is known about the buffer of a cut.
     *
     * @param gaps why nothing starts before, between and behind the ranges; empty where there is no gap
     * @param before what this rests on, if any gap does
     * @param to greatest capacity for which it holds
     */
    private record Known(
            int buffer,
            List<StartRange> ranges,
            List<Optional<Verdict.Refuted>> gaps,
            Optional<Known> before,
            long to) {

        boolean isTrivial() {
            return gaps.stream().allMatch(Optional::isEmpty);
        }

        boolean restsOnBefore() {
            return gaps.stream().flatMap(Optional::stream).anyMatch(Verdict.Refuted::usesLemma);
        }
    }

    /** A capacity's verdict for the whole problem. */
    sealed interface Answer {

        /** Starts of all buffers. */
        @SuppressWarnings("ArrayRecordComponent")
        record Fits(long[] starts) implements Answer {}

        /**
         * All capacities up to {@code to} are refuted.
         *
         * @param proof lemmas and tree, unless they are too long
         */
        record Refuted(long to, Optional<Proof> proof) implements Answer {}

        /** The effort has ended. */
        record Open() implements Answer {}
    }

    /** A refutation with the lemmas that it rests on. */
    record Proof(ImmutableList<Lemma> lemmas, ProofTree tree) {}

    private final PlacementProblem problem;
    private final List<Timeline.Part> parts;
    private final ImmutableSet<Trick> tricks;
    private final Effort effort;
    private final Size size;

    CutSearch(
            PlacementProblem problem,
            List<Timeline.Part> parts,
            long capacity,
            ImmutableSet<Trick> tricks,
            Effort effort) {
        this.problem = problem;
        this.parts = parts;
        this.tricks = tricks;
        this.effort = effort;
        this.size = new Size(problem, capacity);
    }

    Answer run() {
        List<Optional<Known>> before = new ArrayList<>();
        Optional<Known> known = Optional.empty();
        for (Timeline.Part part : parts) {
            before.add(known);
            if (part.out() == Timeline.NOBODY) {
                Verdict verdict = decide(search(part), part, known);
                if (verdict instanceof Verdict.Refuted refuted) {
                    return refuted(refuted, known);
                } else if (verdict instanceof Verdict.Open) {
                    return new Answer.Open();
                }
                known = Optional.empty();
            } else {
                Ranges ranges = new Ranges(part, known);
                if (!ranges.find()) {
                    return new Answer.Open();
                }
                if (ranges.covered.isEmpty()) {
                    return refuted(ranges.gapFrom(0), known);
                }
                known = Optional.of(ranges.known());
            }
        }
        return traceBack(before);
    }

    private OrderSearch search(Timeline.Part part) {
        return new OrderSearch(part.section(), size, tricks, effort);
    }

    private static Verdict decide(OrderSearch search, Timeline.Part part, Optional<Known> known) {
        if (known.isEmpty() || known.get().isTrivial()) {
            return search.run();
        }
        return search.run(part.section().indexOf(part.in()), known.get().ranges());
    }

    /** The starts of the buffer behind a part. */
    private final class Ranges {

        private final Timeline.Part part;
        private final Optional<Known> before;
        private final int buffer;
        private final long top;
        private final List<StartRange> covered = new ArrayList<>();
        private final Map<Long, Verdict.Refuted> gaps = new HashMap<>();

        Ranges(Timeline.Part part, Optional<Known> before) {
            this.part = part;
            this.before = before;
            this.buffer = part.section().indexOf(part.out());
            this.top = size.top(part.out());
        }

        /** False if the effort has ended before. */
        boolean find() {
            Deque<StartRange> open = new ArrayDeque<>();
            open.add(new StartRange(0, top));
            while (!open.isEmpty()) {
                StartRange gap = open.remove();
                OrderSearch search = search(part);
                if (gap.last() < top) {
                    search.assuming(buffer, gap.first(), gap.last());
                } else if (gap.first() > 0) {
                    search.assuming(buffer, gap.first());
                }
                Verdict verdict = decide(search, part, before);
                if (verdict instanceof Verdict.Open) {
                    return false;
                } else if (verdict instanceof Verdict.Refuted refuted) {
                    gaps.put(gap.first(), refuted);
                } else if (verdict instanceof Verdict.Fits fits) {
                    cover(gap, around(search, fits.starts()), open);
                }
            }
            covered.sort(Comparator.comparingLong(StartRange::first));
            return true;
        }

        /** All starts that the orders of a solution allow, if the buffer before stays within the same range. */
        private StartRange around(OrderSearch search, long[] starts) {
            if (before.isPresent()) {
                int in = part.section().indexOf(part.in());
                StartRange range = before.get().ranges().stream()
                        .filter(one -> one.first() <= starts[in] && starts[in] <= one.last())
                        .findFirst()
                        .orElseThrow();
                search.assuming(in, range.first(), range.last());
            }
            return search.range(buffer, starts);
        }

        private void cover(StartRange gap, StartRange found, Deque<StartRange> open) {
            covered.add(found);
            if (gap.first() < found.first()) {
                open.add(new StartRange(gap.first(), found.first() - size.grain()));
            }
            if (found.last() < gap.last()) {
                open.add(new StartRange(found.last() + size.grain(), gap.last()));
            }
        }

        Verdict.Refuted gapFrom(long first) {
            Verdict.Refuted refuted = gaps.get(first);
            if (refuted == null) {
                throw new AssertionError("nobody has looked at starts from " + first);
            }
            return refuted;
        }

        Known known() {
            List<StartRange> ranges = new ArrayList<>();
            List<Optional<Verdict.Refuted>> why = new ArrayList<>();
            StartRange last = covered.get(0);
            why.add(last.first() == 0 ? Optional.empty() : Optional.of(gapFrom(0)));
            for (StartRange next : covered.subList(1, covered.size())) {
                long behind = last.last() + size.grain();
                if (next.first() == behind) {
                    last = new StartRange(last.first(), next.last());
                } else {
                    ranges.add(last);
                    why.add(Optional.of(gapFrom(behind)));
                    last = next;
                }
            }
            ranges.add(last);
            why.add(last.last() == top ? Optional.empty() : Optional.of(gapFrom(last.last() + size.grain())));
            return new Known(part.out(), ranges, why, before, heldTo(why));
        }

        /** A larger capacity has room behind the last range, so nothing there must be proven, not assumed. */
        private long heldTo(List<Optional<Verdict.Refuted>> why) {
            long to = why.get(why.size() - 1).isEmpty() ? size.words() : Long.MAX_VALUE;
            for (Optional<Verdict.Refuted> gap : why) {
                to = Math.min(to, gap.map(one -> CutSearch.heldTo(one, before)).orElse(Long.MAX_VALUE));
            }
            return to;
        }
    }

    private static long heldTo(Verdict.Refuted refuted, Optional<Known> known) {
        return refuted.usesLemma()
                ? Math.min(refuted.why().to(), known.orElseThrow().to())
                : refuted.why().to();
    }

    private static Answer refuted(Verdict.Refuted refuted, Optional<Known> known) {
        List<Known> needed = new ArrayList<>();
        Optional<Known> next = refuted.usesLemma() ? known : Optional.empty();
        long nodes = refuted.why().nodes();
        boolean isComplete = refuted.why().tree().isPresent();
        while (next.isPresent()) {
            Known one = next.get();
            needed.add(0, one);
            for (Optional<Verdict.Refuted> gap : one.gaps()) {
                nodes += gap.map(why -> why.why().nodes()).orElse(1L);
                isComplete &= gap.isEmpty() || gap.get().why().tree().isPresent();
            }
            next = one.restsOnBefore() ? one.before() : Optional.empty();
        }
        Optional<Proof> proof = Optional.empty();
        if (isComplete && nodes <= Proofs.MOST_NODES) {
            proof = Optional.of(new Proof(lemmas(needed), tree(refuted, needed.size() - 1)));
        }
        return new Answer.Refuted(heldTo(refuted, known), proof);
    }

    private static ImmutableList<Lemma> lemmas(List<Known> needed) {
        ImmutableList.Builder<Lemma> lemmas = ImmutableList.builder();
        for (int i = 0; i < needed.size(); i++) {
            Known known = needed.get(i);
            ImmutableList.Builder<ProofTree> proofs = ImmutableList.builder();
            for (Optional<Verdict.Refuted> gap : known.gaps()) {
                proofs.add(
                        gap.isPresent()
                                ? tree(gap.get(), i - 1)
                                : new Contradiction(ImmutableList.of(Certificate.ORIGIN, known.buffer())));
            }
            lemmas.add(new Lemma(known.buffer(), ImmutableList.copyOf(known.ranges()), proofs.build()));
        }
        return lemmas.build();
    }

    /** Lemmas get their numbers when it is known which are needed; they are used at roots of trees only. */
    private static ProofTree tree(Verdict.Refuted refuted, int lemma) {
        ProofTree tree = refuted.why().tree().orElseThrow();
        return tree instanceof Certificate.ByLemma byLemma ? new Certificate.ByLemma(lemma, byLemma.cases()) : tree;
    }

    /** Solves part by part, the last one first. */
    private Answer traceBack(List<Optional<Known>> before) {
        long[] starts = new long[problem.bufferCount()];
        for (int i = parts.size() - 1; i >= 0; i--) {
            Timeline.Part part = parts.get(i);
            OrderSearch search = search(part);
            if (part.out() != Timeline.NOBODY) {
                long start = starts[part.out()];
                search.assuming(part.section().indexOf(part.out()), start, start);
            }
            Verdict verdict = decide(search, part, before.get(i));
            if (verdict instanceof Verdict.Fits fits) {
                for (int local = 0; local < part.section().size(); local++) {
                    starts[part.section().buffer(local)] = fits.starts()[local];
                }
            } else if (verdict instanceof Verdict.Open) {
                return new Answer.Open();
            } else {
                throw new AssertionError("part " + i + " has a solution no longer");
            }
        }
        return new Answer.Fits(starts);
    }
}
