/** Plans for TensorFlow Lite Micro's arena. */
@NullMarked
package dev.shingle.fpga.tflm;

import org.jspecify.annotations.NullMarked;
