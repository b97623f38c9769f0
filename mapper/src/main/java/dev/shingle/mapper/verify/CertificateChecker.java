package dev.shingle.mapper.verify;

import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.Network;
import java.util.Optional;

/**
 * Decides whether a plan's certificate proves its lower bound, whoever made it.
 *
 * <p>Taken from the plan are buffers, steps and machine, after these have been compared with the network; what the
 * certificate argues about is derived from them here: who is live when, and how close a result may come to an operand, from
 * the times of their words. The starts and directions of the plan take no part.
 *
 * <p>What is proven: no plan with these buffers and steps, in this order, takes fewer words, if every buffer keeps its
 * place while it is live, no two lie on each other, and a result comes to an operand that dies only as close as all larger
 * distances are safe too (docs/model.md section 7).
 */
public final class CertificateChecker {

    private CertificateChecker() {}

    /** The verdict on a plan's certificate together with the network that it is said to run; empty if it has none. */
    public static Optional<CertificateVerdict> check(Network network, MemoryPlan plan) {
        return plan.certificate().map(certificate -> check(Optional.of(network), plan, certificate));
    }

    /** The verdict for the steps that the plan lists, whether or not they are the right ones; empty without certificate. */
    public static Optional<CertificateVerdict> check(MemoryPlan plan) {
        return plan.certificate().map(certificate -> check(Optional.empty(), plan, certificate));
    }

    private static CertificateVerdict check(Optional<Network> network, MemoryPlan plan, Certificate certificate) {
        Findings findings = new Findings();
        new StructureCheck(plan, findings).run();
        if (findings.isEmpty()) {
            network.ifPresent(known -> new NetworkCheck(known, plan, findings).run());
        }
        if (!findings.isEmpty()) {
            Finding first = findings.report().findings().get(0);
            return new CertificateVerdict.Rejected("plan", first.message(), "a plan of this network");
        }
        if (certificate.lowerBoundWords() != plan.bound().words()) {
            return new CertificateVerdict.Rejected(
                    "lowerBoundWords",
                    certificate.lowerBoundWords() + " words",
                    "the plan's bound, " + plan.bound().words() + " words");
        }
        return ProofCheck.check(new PlanClearances(new PlanIndex(plan)), certificate);
    }
}
