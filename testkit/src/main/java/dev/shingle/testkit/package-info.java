/**
 * Property tests of overlap safety for everyone: random layers, machines and plans as jqwik arbitraries.
 *
 * <p>The oracles stand beside it in the simulator: {@link dev.shingle.sim.distance.LiteralDistance} finds a safe distance
 * word by word, {@link dev.shingle.sim.replay.Replay} steps a plan through a tagged scratchpad.
 */
@NullMarked
package dev.shingle.testkit;

import org.jspecify.annotations.NullMarked;
