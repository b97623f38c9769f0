package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.verify.CertificateVerdict.Certified;
import dev.shingle.mapper.verify.CertificateVerdict.Proof;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Checks a certificate against a table of clearances, wherever the table comes from. */
final class ProofCheck {

    private final ClearanceTable table;
    private String where = "certificate";

    private ProofCheck(ClearanceTable table) {
        this.table = table;
    }

    static CertificateVerdict check(ClearanceTable table, Certificate certificate) {
        ProofCheck check = new ProofCheck(table);
        try {
            return certificate instanceof Certificate.StepBound bound
                    ? check.stepBound(bound)
                    : check.exhausted((Certificate.Exhausted) certificate);
        } catch (ProofFlaw flaw) {
            return flaw.at(check.where);
        } catch (ArithmeticException e) {
            return new CertificateVerdict.Rejected(
                    check.where, "a number beyond all sizes", "differences of addresses");
        }
    }

    private CertificateVerdict stepBound(Certificate.StepBound bound) {
        where = "step";
        checkStep(bound.step());
        where = "buffers";
        Set<Integer> seen = new HashSet<>();
        for (int buffer : bound.buffers()) {
            if (buffer < 0 || buffer >= table.buffers() || !table.isLive(buffer, bound.step()) || !seen.add(buffer)) {
                throw new ProofFlaw(
                        "buffer " + buffer, "buffers that are live at step " + bound.step() + ", once each");
            }
        }
        where = "lowerBoundWords";
        checkPacking(bound.lowerBoundWords(), bound.step(), bound.buffers());
        return new Certified(bound.lowerBoundWords(), Proof.STEP_BOUND, 0);
    }

    private void checkStep(int step) {
        if (step < 0 || step >= table.steps()) {
            throw new ProofFlaw("step " + step, "one of " + table.steps());
        }
    }

    private void checkPacking(long words, int step, List<Integer> buffers) {
        long least = LeastPacking.words(table, step, buffers);
        if (words > least) {
            throw new ProofFlaw(words + " words", "at most " + least + ", which step " + step + " needs");
        }
    }

    private CertificateVerdict exhausted(Certificate.Exhausted search) {
        where = "step";
        checkStep(search.step());
        where = "from";
        List<Integer> live = IntStream.range(0, table.buffers())
                .filter(buffer -> table.isLive(buffer, search.step()))
                .boxed()
                .toList();
        checkPacking(search.from(), search.step(), live);
        if (search.from() < 0 || search.from() > search.lowerBoundWords()) {
            throw new ProofFlaw(search.from() + " words", "0 to " + search.lowerBoundWords());
        }
        Known known = new Known(table, search.from(), search.lowerBoundWords() - 1);
        ProofWalk walk = new ProofWalk(table, known);
        Known.Fits everyCapacity = new Known.Fits(known.leastCapacity(), known.mostCapacity());
        for (int i = 0; i < search.lemmas().size(); i++) {
            checkLemma(walk, known, i, search.lemmas().get(i));
        }
        where = "refutation";
        refute(walk, everyCapacity, search.refutation());
        return new Certified(search.lowerBoundWords(), Proof.SEARCH, walk.leaves());
    }

    private void refute(ProofWalk walk, Known.Fact fact, Certificate.ProofTree proof) {
        try {
            walk.refute(fact, proof);
        } catch (ProofFlaw | ArithmeticException e) {
            where += walk.where();
            throw e;
        }
    }

    /** What lies between the ranges is refuted gap by gap; then the lemma may be used. */
    private void checkLemma(ProofWalk walk, Known known, int number, Certificate.Lemma lemma) {
        where = "lemma " + number;
        int buffer = lemma.buffer();
        if (table.isCircular() || buffer < 0 || buffer >= table.buffers()) {
            throw new ProofFlaw(
                    "a lemma about buffer " + buffer, "linear addresses and one of " + table.buffers() + " buffers");
        }
        ImmutableList<Certificate.StartRange> starts = lemma.starts();
        if (lemma.proofs().size() != starts.size() + 1) {
            throw new ProofFlaw(lemma.proofs().size() + " proofs", (starts.size() + 1) + ", one for each gap");
        }
        long next = 0;
        for (int gap = 0; gap <= starts.size(); gap++) {
            boolean isBehind = gap == starts.size();
            long end = isBehind ? known.highestStart(buffer) : starts.get(gap).first() - 1;
            where = "lemma " + number + " gap " + gap;
            if (!isBehind) {
                checkRange(starts.get(gap), next);
            }
            refute(walk, new Known.Starts(buffer, next, end), lemma.proofs().get(gap));
            next = isBehind ? next : starts.get(gap).last() + 1;
        }
        walk.add(lemma);
    }

    private static void checkRange(Certificate.StartRange range, long from) {
        if (range.first() < from || range.last() < range.first() || range.last() == Long.MAX_VALUE) {
            throw new ProofFlaw("starts from %d to %d".formatted(range.first(), range.last()), "ascending ranges");
        }
    }
}
