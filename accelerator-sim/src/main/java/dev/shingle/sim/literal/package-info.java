/**
 * The replay once more, element by element and tap by tap, for small plans. It shares no code with {@code sim.units} and
 * {@code sim.replay} except the report, and finds order, reads and sources in another way wherever there is one.
 */
@NullMarked
package dev.shingle.sim.literal;

import org.jspecify.annotations.NullMarked;
