/** The memory map's shapes, against what they mean. */
@NullMarked
package dev.shingle.conformance.picture;

import org.jspecify.annotations.NullMarked;
