/** Files that initialise memories, in the dialects of the tools that read them; each is written and read. */
@NullMarked
package dev.shingle.fpga.memory.format;

import org.jspecify.annotations.NullMarked;
