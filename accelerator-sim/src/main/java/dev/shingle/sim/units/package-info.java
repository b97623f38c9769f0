/**
 * Units of work as plain loops: which words every unit of an operator reads and writes, in execution order (docs/model.md
 * sections 1 and 2). Nothing here is a bound or a shortcut; what a tap touches follows from looping over the taps.
 */
@NullMarked
package dev.shingle.sim.units;

import org.jspecify.annotations.NullMarked;
