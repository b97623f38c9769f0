/** The memory map as shapes: what pages and drawings show, computed once. */
@NullMarked
package dev.shingle.api.picture;

import org.jspecify.annotations.NullMarked;
