/** What the machine has of the programs that Shingle's results are used with. Starts nothing but these, for a moment. */
@NullMarked
package dev.shingle.cli.doctor;

import org.jspecify.annotations.NullMarked;
