/** Fixed-point arithmetic of quantised networks: how a sum of products becomes a stored number. */
@NullMarked
package dev.shingle.sim.arithmetic;

import org.jspecify.annotations.NullMarked;
