package dev.shingle.api;

import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.verify.CertificateVerdict;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.Finding;
import dev.shingle.sim.replay.ReplayReport;
import java.util.Optional;

/**
 * What two independent judges say about a plan: the static checker, from first write and last read of every word, and the
 * replay, which steps through every read and write on a tagged scratchpad. And, apart from safety, what is to be held of the
 * plan's optimality certificate.
 *
 * @param check the static checker's verdict
 * @param replay the replay's; absent if the plan is so malformed that it cannot be replayed
 * @param whyNoReplay the reason if it is absent, or empty
 * @param certificate whether the plan's lower bound is proven; absent if the plan has no certificate
 */
public record Verification(
        CheckReport check,
        Optional<ReplayReport> replay,
        String whyNoReplay,
        Optional<CertificateVerdict> certificate) {

    /** Both judges found nothing. */
    public boolean isSafe() {
        return check.isSafe() && replay.map(ReplayReport::isSilent).orElse(false);
    }

    /** Safe, and without a certificate that proves nothing. */
    public boolean isAccepted() {
        return isSafe() && certificate.map(CertificateVerdict::isCertified).orElse(true);
    }

    /** The judges contradict each other about lost words, which is an error of this program and not of the plan. */
    public boolean isContradictory() {
        boolean checkerLost = check instanceof CheckReport.Unsafe unsafe
                && unsafe.findings().stream().anyMatch(Finding.Lost.class::isInstance);
        boolean checkerSilent = check.isSafe();
        return replay.filter(ReplayReport::isComplete)
                .map(report -> report.violations() > 0 ? checkerSilent : checkerLost)
                .orElse(false);
    }

    /** The first word that is lost, if one is. */
    public Optional<LostElement> firstLost() {
        return replay.flatMap(ReplayReport::firstLost);
    }
}
