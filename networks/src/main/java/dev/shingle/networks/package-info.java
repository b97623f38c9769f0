/**
 * The workload: an immutable {@link dev.shingle.networks.Network} of layers over feature maps.
 *
 * <p>This package holds parameters only. Which input element a window touches is never computed here: {@code
 * mapper.overlap} writes it once as bounds, {@code mapper.verify} and the simulator each write it again on their own, so
 * that an error in one is seen by the others.
 */
@NullMarked
package dev.shingle.networks;

import org.jspecify.annotations.NullMarked;
