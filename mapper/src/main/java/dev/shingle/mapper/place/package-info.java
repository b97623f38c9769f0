/**
 * The placement problem as numbers, what answers it, and what bounds it: sizes, live ranges and the clearances of equation
 * (9) of docs/model.md, without networks. {@link dev.shingle.mapper.place.Planner} is the one interface that all planners
 * share; {@code peers} holds those of others, {@code search} ours.
 */
@NullMarked
package dev.shingle.mapper.place;

import org.jspecify.annotations.NullMarked;
