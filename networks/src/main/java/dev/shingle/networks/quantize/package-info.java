/** From a float network and what was seen of its tensors to one of 8-bit integers. */
@NullMarked
package dev.shingle.networks.quantize;

import org.jspecify.annotations.NullMarked;
