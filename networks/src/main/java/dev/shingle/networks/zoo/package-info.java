/** Named networks, built by our own code with seeded weights: {@link dev.shingle.networks.zoo.Zoo}. */
@NullMarked
package dev.shingle.networks.zoo;

import org.jspecify.annotations.NullMarked;
