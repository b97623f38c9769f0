/** Many networks, in many sizes, on many machines: a table of what each needs. */
@NullMarked
package dev.shingle.api.sweep;

import org.jspecify.annotations.NullMarked;
