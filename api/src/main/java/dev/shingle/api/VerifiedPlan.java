package dev.shingle.api;

import dev.shingle.mapper.plan.MemoryPlan;

/**
 * A plan that has passed both judges, and whose certificate, if it has one, has been retraced. There is no other way to
 * get one than from {@link Shingle#map}.
 */
public final class VerifiedPlan {

    private final MemoryPlan plan;
    private final Verification verification;

    private VerifiedPlan(MemoryPlan plan, Verification verification) {
        this.plan = plan;
        this.verification = verification;
    }

    static VerifiedPlan of(MemoryPlan plan, Verification verification) {
        if (!verification.isAccepted()) {
            throw new AssertionError("planner " + plan.planner() + " made an unsafe plan or a false certificate for "
                    + plan.network() + ": " + verification);
        }
        return new VerifiedPlan(plan, verification);
    }

    public MemoryPlan plan() {
        return plan;
    }

    public Verification verification() {
        return verification;
    }
}
