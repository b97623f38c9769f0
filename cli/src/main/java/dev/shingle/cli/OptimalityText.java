package dev.shingle.cli;

import dev.shingle.api.Verification;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.verify.CertificateVerdict;
import java.util.Locale;
import java.util.Optional;

/** Whether a plan is the least possible, and how sure that is. */
final class OptimalityText {

    private OptimalityText() {}

    /** In a few words; {@code whyNone} says why there is no certificate if there is none. */
    static String describe(MemoryPlan plan, Verification verification, String whyNone) {
        Optional<CertificateVerdict> verdict = verification.certificate();
        if (verdict.isPresent() && verdict.get() instanceof CertificateVerdict.Rejected rejected) {
            return "CERTIFICATE REJECTED; " + rejected.message();
        }
        if (!plan.isOptimal()) {
            return "not proven optimal: gap " + gap(plan);
        }
        return verdict.isPresent() && verdict.get() instanceof CertificateVerdict.Certified certified
                ? "optimal, certified (%s)".formatted(proof(certified))
                : "optimal, not certified (%s)".formatted(whyNone);
    }

    /** Of a plan from elsewhere: its bound is hearsay unless its certificate proves it. */
    static String judge(MemoryPlan plan, Verification verification) {
        return plan.isOptimal() && verification.certificate().isEmpty()
                ? "claimed optimal, not proven (the plan keeps no proof)"
                : describe(plan, verification, "");
    }

    /** Whether a plan from elsewhere is proven to be the least. */
    static boolean isProven(MemoryPlan plan, Verification verification) {
        return plan.isOptimal()
                && verification
                        .certificate()
                        .filter(CertificateVerdict.Certified.class::isInstance)
                        .isPresent();
    }

    /** Why a plan that is optimal was made without a certificate. */
    static String whyNoneWasMade(Machine machine) {
        return machine.addressing() == Addressing.CIRCULAR && machine.alignmentWords() > 1
                ? "certificates do not cover circular addresses with an alignment"
                : "proof too large to keep";
    }

    /** For programs: the verdict on the certificate alone. */
    static String certificate(Verification verification) {
        return verification
                .certificate()
                .map(verdict -> verdict instanceof CertificateVerdict.Rejected rejected
                        ? "rejected: " + rejected.message()
                        : "certified: " + proof((CertificateVerdict.Certified) verdict))
                .orElse("none");
    }

    private static String proof(CertificateVerdict.Certified certified) {
        return certified.proof() == CertificateVerdict.Proof.STEP_BOUND
                ? "step bound"
                : String.format(Locale.ROOT, "search exhausted, %,d cases", certified.cases());
    }

    private static String gap(MemoryPlan plan) {
        long boundBytes = plan.machine().layout().bytesOf(plan.bound().words());
        long gapBytes = plan.peakBytes() - boundBytes;
        return boundBytes == 0
                ? String.format(Locale.ROOT, "%,d B", gapBytes)
                : String.format(Locale.ROOT, "%,d B (%.1f %%)", gapBytes, 100.0 * gapBytes / boundBytes);
    }
}
