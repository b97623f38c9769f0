/** Contents of on-chip memories, and the text files that initialise them. */
@NullMarked
package dev.shingle.fpga.memory;

import org.jspecify.annotations.NullMarked;
