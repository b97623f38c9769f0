package dev.shingle.fpga.rtl.camera;

/** What can be wrong with a frame. */
enum Fault {
    SHORT_LINE,
    LONG_LINE,
    TOO_FEW_LINES,
    TOO_MANY_LINES,
    FALLS_IN_LINE
}
