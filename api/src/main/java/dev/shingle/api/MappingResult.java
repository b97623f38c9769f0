package dev.shingle.api;

import dev.shingle.mapper.schedule.PlanningResult;

/** What mapping a network gives: a verified plan, the reason why none fits, or nothing because it was stopped. */
public sealed interface MappingResult {

    /** The plan, proven safe. */
    record Mapped(VerifiedPlan plan) implements MappingResult {}

    /** No plan fits the capacity, with demand, gap and what would help. */
    record Infeasible(PlanningResult.Infeasible reason) implements MappingResult {}

    /** The network is too large for one of the judges, so its plan is not handed out. */
    record Unverifiable(String reason) implements MappingResult {}

    /** The replay was stopped by the caller before it had seen every word. */
    record Cancelled() implements MappingResult {}
}
