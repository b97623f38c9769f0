/** What a sweep leaves on disk: its journal, the job script that spreads it over a cluster, its plot. */
@NullMarked
package dev.shingle.cli.sweep;

import org.jspecify.annotations.NullMarked;
