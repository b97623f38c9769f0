/** Tells jqwik how to draw the kit's values, so that {@code @ForAll WindowLayer layer} needs no provider method. */
@NullMarked
package dev.shingle.testkit.supply;

import org.jspecify.annotations.NullMarked;
