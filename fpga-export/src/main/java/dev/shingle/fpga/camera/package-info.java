/**
 * A design that takes pictures: the reference accelerator behind a camera, as a folder that stands alone. It holds the RTL,
 * the contents of its memories, a test bench with a picture and the results that it must give, and the ways to simulate and
 * to synthesise all that.
 */
@NullMarked
package dev.shingle.fpga.camera;

import org.jspecify.annotations.NullMarked;
