/** The program of the reference accelerator: from a network and its plan to descriptors and memory contents. */
@NullMarked
package dev.shingle.fpga.descriptor;

import org.jspecify.annotations.NullMarked;
