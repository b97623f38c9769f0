/** How fast networks run: plain, by a plan, and by a plan with every word checked. */
@NullMarked
package dev.shingle.benchmarks.run;

import org.jspecify.annotations.NullMarked;
