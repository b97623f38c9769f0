/** From a verified plan to hardware: memory images, address maps and the parameters of the reference accelerator. */
@NullMarked
package dev.shingle.fpga;

import org.jspecify.annotations.NullMarked;
