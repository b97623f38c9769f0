/**
 * For teams with an engine of their own: say in which order it reads and writes, and learn how close its output may come to
 * its input, and whether a formula for that is right.
 *
 * <pre>{@code
 *   @Property
 *   void ourDistanceIsSafe(@ForAll WindowLayer layer) {
 *       assertThatEngine(OurEngine::run).on(layer).isSafeFrom(OurCompiler.distance(layer));
 *   }
 * }</pre>
 *
 * <p>Nothing here knows the model of docs/model.md: only the order of accesses counts.
 */
@NullMarked
package dev.shingle.testkit.engine;

import org.jspecify.annotations.NullMarked;
