/**
 * Passes that turn the graph of a file into what an accelerator runs: padding inside its convolution, activations at the
 * end of the layer before, views without work of their own, nothing that is constant or that nobody reads.
 *
 * <p>{@link dev.shingle.networks.simplify.Simplifier} runs them in a fixed order and reports what each one did. A pass
 * never changes what the network computes, bit for bit in quantised networks; names, shapes and types of network inputs
 * and outputs stay (but for {@code host-edges}, which is off unless asked for).
 */
@NullMarked
package dev.shingle.networks.simplify;

import org.jspecify.annotations.NullMarked;
