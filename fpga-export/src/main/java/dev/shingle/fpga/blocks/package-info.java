/** Block RAM: its shapes, how many a memory takes, and which parts have enough. */
@NullMarked
package dev.shingle.fpga.blocks;

import org.jspecify.annotations.NullMarked;
