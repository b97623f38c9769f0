package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.Capacity;
import dev.shingle.mapper.plan.Certificate.Exhausted;
import dev.shingle.mapper.plan.Certificate.Lemma;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Certificate.StartRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Certificates out of the naive prover. They claim less of the step than is true, so that there is something to search. */
final class TinyProofs {

    private final ClearanceTable table;
    private final Random random;
    private final int step;
    private final long from;

    TinyProofs(ClearanceTable table, Random random) {
        this.table = table;
        this.random = random;
        int best = 0;
        for (int candidate = 1; candidate < table.steps(); candidate++) {
            best = need(candidate) > need(best) ? candidate : best;
        }
        this.step = best;
        this.from = Math.max(largest(), need(best) - random.nextInt(5));
    }

    int step() {
        return step;
    }

    long need() {
        return need(step);
    }

    private long largest() {
        return IntStream.range(0, table.buffers())
                .mapToLong(table::sizeWords)
                .max()
                .orElse(0);
    }

    private long need(int candidate) {
        return LeastPacking.words(table, candidate, live(candidate));
    }

    ImmutableList<Integer> live(int at) {
        return IntStream.range(0, table.buffers())
                .filter(buffer -> table.isLive(buffer, at))
                .boxed()
                .collect(ImmutableList.toImmutableList());
    }

    /** The least capacity that the prover cannot refute, with the reasons why no smaller one will do. */
    Exhausted best() {
        List<ProofTree> refuted = new ArrayList<>();
        for (long capacity = from; ; capacity++) {
            Optional<ProofTree> proof = new NaiveProver(table, capacity, random).refute();
            if (proof.isEmpty()) {
                return certificate(capacity, refuted);
            }
            refuted.add(proof.get());
        }
    }

    private Exhausted certificate(long bound, List<ProofTree> refuted) {
        if (refuted.isEmpty()) {
            return new Exhausted(
                    bound, from, step, ImmutableList.of(), new Certificate.Contradiction(ImmutableList.of()));
        }
        if (!table.isCircular()) {
            return random.nextBoolean()
                    ? new Exhausted(bound, from, step, ImmutableList.of(), refuted.get(refuted.size() - 1))
                    : byLemma(bound);
        }
        ProofTree proof = refuted.get(refuted.size() - 1);
        for (int i = refuted.size() - 2; i >= 0; i--) {
            proof = new Capacity(from + i, refuted.get(i), proof);
        }
        return new Exhausted(bound, from, step, ImmutableList.of(), proof);
    }

    /** One lemma about some buffer, a few ranges of which are left to the refutation. */
    private Exhausted byLemma(long bound) {
        int buffer = random.nextInt(table.buffers());
        List<StartRange> ranges = new ArrayList<>();
        long next = 0;
        while (next < bound && random.nextInt(3) > 0) {
            long first = next + random.nextInt(4);
            long last = first + random.nextInt(3);
            ranges.add(new StartRange(first, last));
            next = last + 1;
        }
        ImmutableList.Builder<ProofTree> gaps = ImmutableList.builder();
        ImmutableList.Builder<ProofTree> cases = ImmutableList.builder();
        next = 0;
        for (StartRange range : ranges) {
            gaps.add(refuted(bound - 1, buffer, next, range.first() - 1));
            cases.add(refuted(bound - 1, buffer, range.first(), range.last()));
            next = range.last() + 1;
        }
        gaps.add(refuted(bound - 1, buffer, next, bound));
        Lemma lemma = new Lemma(buffer, ImmutableList.copyOf(ranges), gaps.build());
        return new Exhausted(bound, from, step, ImmutableList.of(lemma), new Certificate.ByLemma(0, cases.build()));
    }

    private ProofTree refuted(long capacity, int buffer, long first, long last) {
        return new NaiveProver(table, capacity, random)
                .startingWithin(buffer, first, last)
                .refute()
                .orElseThrow();
    }
}
