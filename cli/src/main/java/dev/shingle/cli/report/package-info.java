/** The page for a review, and the picture for a paper. */
@NullMarked
package dev.shingle.cli.report;

import org.jspecify.annotations.NullMarked;
