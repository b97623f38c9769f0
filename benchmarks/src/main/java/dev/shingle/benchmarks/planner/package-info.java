/** What the planner reaches, beside those of others, and what its tricks bring. Each class prints one Markdown table. */
@NullMarked
package dev.shingle.benchmarks.planner;

import org.jspecify.annotations.NullMarked;
