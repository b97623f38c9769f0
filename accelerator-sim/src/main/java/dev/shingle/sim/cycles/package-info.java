/**
 * How long a plan takes on an engine: named models, each with its equations, its omissions and the direction of its error in
 * docs/simulator.md. A report accounts for every cycle: useful, or lost for a named reason.
 */
@NullMarked
package dev.shingle.sim.cycles;

import org.jspecify.annotations.NullMarked;
