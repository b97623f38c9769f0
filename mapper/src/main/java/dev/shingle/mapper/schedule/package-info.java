/**
 * From a network and a machine to a {@link dev.shingle.mapper.plan.MemoryPlan}.
 *
 * <p>{@link dev.shingle.mapper.schedule.Schedule} turns layers into buffers and steps, and these into a {@link
 * dev.shingle.mapper.place.PlacementProblem}; {@link dev.shingle.mapper.schedule.NetworkPlanner} lets any planner answer it
 * and turns the answer back into the nouns of a plan.
 */
@NullMarked
package dev.shingle.mapper.schedule;

import org.jspecify.annotations.NullMarked;
