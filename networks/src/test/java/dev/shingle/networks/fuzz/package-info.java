/** What the fuzz tests of all formats share: files to damage, and the books of a run. */
@NullMarked
package dev.shingle.networks.fuzz;

import org.jspecify.annotations.NullMarked;
