package dev.shingle.mapper.plan;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;

/**
 * Why no placement is lower, in a form that somebody else can check. Buffers are numbered as the plan's placements are,
 * steps as its steps.
 *
 * <p>What a checker must work out by itself, from network, machine and schedule, is every clearance; nothing here states
 * one. Alignment: with linear addresses starts are multiples of it, hence every clearance counts rounded up to it and the
 * highest start rounded down. With circular addresses proofs do without: starts are any whole numbers and clearances are
 * not rounded, which refutes more than is asked.
 */
public sealed interface Certificate {

    /** A certificate is not made for a step at which more than this is live: a checker may refuse it. */
    int MOST_BUFFERS_AT_A_STEP = 1 << 11;

    /** No plan takes less than this. */
    long lowerBoundWords();

    /**
     * What is live during one step cannot be packed into fewer words, whatever the direction.
     *
     * @param step the step
     * @param buffers what is live while it runs
     */
    record StepBound(long lowerBoundWords, int step, ImmutableList<Integer> buffers) implements Certificate {}

    /**
     * A search that is exhausted: every capacity from {@code from} to {@code lowerBoundWords - 1} is refuted, and every
     * smaller one by the step.
     *
     * @param from the step bound
     * @param step step that needs {@code from} words
     * @param lemmas each proven with the ones before it
     * @param refutation a contradiction out of the lemmas
     */
    record Exhausted(long lowerBoundWords, long from, int step, ImmutableList<Lemma> lemmas, ProofTree refutation)
            implements Certificate {}

    /**
     * At every capacity in question, the buffer starts within one of these ranges. Linear addresses only.
     *
     * @param starts ascending, disjoint, both ends included
     * @param proofs one more than ranges, ascending: for the gap before, every gap between and the gap behind the ranges,
     *     that the buffer cannot start there. Each proof may use that the start is at least the gap's first word (0, or
     *     the previous range's last plus the alignment) and at most the gap's last word (the next range's first minus the
     *     alignment, or the highest start). An empty gap is refuted by the cycle of ORIGIN and the buffer.
     */
    record Lemma(int buffer, ImmutableList<StartRange> starts, ImmutableList<ProofTree> proofs) {}

    /** Starts from {@code first} to {@code last}, both included. */
    record StartRange(long first, long last) {}

    /** A tree of cases; every leaf is a contradiction. */
    sealed interface ProofTree {}

    /**
     * Two buffers that conflict lie in one of these orders.
     *
     * <p>Linear addresses: {@code turns} 0 means that {@code a} is below, 1 that {@code b} is. Circular addresses of
     * modulus M: {@code start(b) - start(a)} lies within {@code [d(a,b), M - d(b,a)] + turns * M}; all turns for which
     * that meets (-M, M) must be there.
     */
    record Order(int a, int b, ImmutableList<Turn> turns) implements ProofTree {}

    /** One case of an {@link Order}. */
    record Turn(int turns, ProofTree proof) {}

    /** The step runs in one of two directions; both must be refuted unless the machine has only one. */
    record Direction(int step, ImmutableList<DirectionCase> cases) implements ProofTree {}

    /** One case of a {@link Direction}. */
    record DirectionCase(Traversal traversal, ProofTree proof) {}

    /** By a lemma proven before, the buffer starts within one of its ranges: one case each. */
    record ByLemma(int lemma, ImmutableList<ProofTree> cases) implements ProofTree {}

    /** The capacity is at most {@code words}, or more: one case each. */
    record Capacity(long words, ProofTree atMost, ProofTree more) implements ProofTree {}

    /**
     * Circular addresses, no fixed starts: every placement can be turned until the buffer starts at 0, so let it. At most
     * one on a path, and nothing but {@link Capacity} above it, for the turns of orders are counted from address 0.
     */
    record Pinned(int buffer, ProofTree proof) implements ProofTree {}

    /**
     * A cycle of differences that adds up to more than 0: buffers in order, {@link #ORIGIN} for address 0. From each to
     * the next, and from the last to the first, the strongest difference known on the path counts.
     */
    record Contradiction(ImmutableList<Integer> cycle) implements ProofTree {}

    /** Address 0 in a cycle. */
    int ORIGIN = -1;
}
