/** One plan seen in several ways: for people, C, Verilog, and the tools of existing parts. */
@NullMarked
package dev.shingle.fpga.maps;

import org.jspecify.annotations.NullMarked;
