/** The tagged scratchpad: steps through every read and write of a plan and names the first lost element. */
@NullMarked
package dev.shingle.sim.replay;

import org.jspecify.annotations.NullMarked;
