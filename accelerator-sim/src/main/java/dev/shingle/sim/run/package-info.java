/**
 * The machine on which a plan is believed: real arithmetic in one scratchpad at the planned addresses, in the machine's
 * order of units, every word tagged with what was written there and checked when it is read. A wrong plan gives wrong tags
 * and wrong numbers.
 */
@NullMarked
package dev.shingle.sim.run;

import org.jspecify.annotations.NullMarked;
