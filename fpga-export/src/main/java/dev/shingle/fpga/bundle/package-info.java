/** The folder that an export is: maps, memory files, and the manifest that says what they are. */
@NullMarked
package dev.shingle.fpga.bundle;

import org.jspecify.annotations.NullMarked;
