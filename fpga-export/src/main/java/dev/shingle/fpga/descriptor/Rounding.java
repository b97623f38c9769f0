package dev.shingle.fpga.descriptor;

/** How the accelerator rounds the product of a sum and a multiplier; names and numbers are those of the RTL's parameter. */
public enum Rounding {
    /** To 31 bits behind the point and then to the integer, ties up: TensorFlow Lite's matrix multiplication. */
    TFLITE,
    /** The same, but the second time half away from zero: the reference kernels, those of TFLM included. */
    TFLM_REFERENCE,
    /** Once, ties up: builds with single rounding. */
    SINGLE
}
