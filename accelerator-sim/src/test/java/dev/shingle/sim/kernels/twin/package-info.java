/** The slow and obvious twin of the kernels. */
@NullMarked
package dev.shingle.sim.kernels.twin;

import org.jspecify.annotations.NullMarked;
