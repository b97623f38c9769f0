package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What is known of a problem's least height: the best placement so far, and the capacities that are refuted, from the bound
 * of single steps upwards without a gap, with their proofs.
 *
 * <p>With linear addresses the proof for the greatest refuted capacity suffices. With circular ones each proof holds for a
 * range of capacities, and the certificate chooses among them by {@link Certificate.Capacity}.
 */
final class Ledger {

    /** A refuted range: everything from the one before up to {@code to}. */
    private record Piece(long to, Optional<CutSearch.Proof> proof) {}

    private final PlacementProblem problem;
    private final boolean isCircular;
    private final LowerBound stepBound;
    private final LongConsumer watcher;
    private final List<Piece> pieces = new ArrayList<>();
    private long lowerBound;
    private Arrangement best;
    private long height;

    Ledger(PlacementProblem problem, LowerBound stepBound, Arrangement first, long height, LongConsumer watcher) {
        this.problem = problem;
        this.isCircular = problem.addressing() == Addressing.CIRCULAR;
        this.stepBound = stepBound;
        this.lowerBound = stepBound.words();
        this.watcher = watcher;
        this.best = first;
        this.height = height;
        watcher.accept(height);
    }

    /** No capacity below this suffices. */
    long lowerBound() {
        return lowerBound;
    }

    long height() {
        return height;
    }

    Arrangement best() {
        return best;
    }

    boolean isClosed() {
        return lowerBound >= height;
    }

    /** Every capacity from the lower bound up to {@code to} is refuted. */
    void refuted(long to, Optional<CutSearch.Proof> proof) {
        if (!isCircular) {
            pieces.clear();
        }
        pieces.add(new Piece(to, proof));
        lowerBound = to < height ? to + 1 : height;
    }

    /** Offers a placement. */
    void found(Arrangement arrangement, long words) {
        if (words < height) {
            best = arrangement;
            height = words;
            lowerBound = Math.min(lowerBound, height);
            watcher.accept(words);
        }
    }

    /** Why nothing is below the lower bound; empty if that is not known in a form that can be checked. */
    Optional<Certificate> certificate() {
        if (pieces.isEmpty()) {
            return stepBound.certificate();
        }
        boolean isComplete = pieces.stream().allMatch(piece -> piece.proof().isPresent());
        if (!isComplete || !isCheckable() || stepBound.certificate().isEmpty()) {
            return Optional.empty();
        }
        ImmutableList<Certificate.Lemma> lemmas = isCircular ? ImmutableList.of() : proof(0).lemmas();
        return Optional.of(new Certificate.Exhausted(
                lowerBound, stepBound.words(), stepBound.step(), lemmas, tree(0, pieces.size())));
    }

    /** Plans have one alignment for all and no fixed starts; nobody could check anything else. */
    private boolean isCheckable() {
        return problem.isUniform();
    }

    private CutSearch.Proof proof(int piece) {
        return pieces.get(piece).proof().orElseThrow();
    }

    private ProofTree tree(int from, int to) {
        if (to - from == 1) {
            return proof(from).tree();
        }
        int middle = (from + to) / 2;
        return new Certificate.Capacity(pieces.get(middle - 1).to(), tree(from, middle), tree(middle, to));
    }
}
