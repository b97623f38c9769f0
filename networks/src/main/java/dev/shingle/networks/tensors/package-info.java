/** Contents of activation tensors: what goes into a network and what comes out of it. */
@NullMarked
package dev.shingle.networks.tensors;

import org.jspecify.annotations.NullMarked;
