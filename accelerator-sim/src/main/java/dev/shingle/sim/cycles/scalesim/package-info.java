/**
 * Files of SCALE-Sim v2: topologies and array configurations, so that a published result can be had from its own inputs.
 * Source: A. Samajdar et al., <i>SCALE-Sim: systolic CNN accelerator simulator</i>, arXiv 1811.02883.
 */
@NullMarked
package dev.shingle.sim.cycles.scalesim;

import org.jspecify.annotations.NullMarked;
