/** The largest variant of a network that fits a scratchpad. */
@NullMarked
package dev.shingle.api.fit;

import org.jspecify.annotations.NullMarked;
