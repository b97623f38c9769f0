package dev.shingle.mapper.place;

/** Answers a {@link PlacementProblem}: ours, and those that it is compared with. */
public interface Planner {

    /** How reports and plans call it. */
    String name();

    /**
     * A placement, always, however high: every planner can stack. The same problem and options give the same result,
     * unless the budget has a deadline.
     */
    PlacementResult place(PlacementProblem problem, PlacementOptions options);
}
