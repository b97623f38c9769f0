/** One network in many sizes: other images, other widths, other types. For sizing; weights are left behind. */
@NullMarked
package dev.shingle.api.variant;

import org.jspecify.annotations.NullMarked;
