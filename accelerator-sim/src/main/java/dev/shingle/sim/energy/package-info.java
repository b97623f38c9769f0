/**
 * What accesses cost: curves through the results of an SRAM compiler, and their sum over a cycle report. Outside the range of
 * what was fitted there is no figure, which is a value and no exception.
 */
@NullMarked
package dev.shingle.sim.energy;

import org.jspecify.annotations.NullMarked;
