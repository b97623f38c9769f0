/** Contents of constants: as numbers, and in another order. */
@NullMarked
package dev.shingle.networks.constants;

import org.jspecify.annotations.NullMarked;
