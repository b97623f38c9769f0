/**
 * Planners: from a network and a machine to a {@link dev.shingle.mapper.plan.MemoryPlan}, with lower bounds that say how
 * good the plan is.
 *
 * <p>{@link dev.shingle.mapper.place.Schedule} turns layers into buffers and steps; {@code Problem} reduces those to
 * numbers (sizes, live ranges and the clearances of equation (9) of docs/model.md); every {@link
 * dev.shingle.mapper.place.Planner} works on these numbers only.
 */
@NullMarked
package dev.shingle.mapper.place;

import org.jspecify.annotations.NullMarked;
