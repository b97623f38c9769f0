/** How the planner's time and memory grow with the network, as a table and as a picture. */
@NullMarked
package dev.shingle.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
