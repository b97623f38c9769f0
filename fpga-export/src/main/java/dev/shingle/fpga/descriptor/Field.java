package dev.shingle.fpga.descriptor;

/**
 * The fields of a descriptor, in order: each is one of its 32 words. Two numbers in a word: the first in bits 31 to 16. Four:
 * the first in bits 31 to 24. Offsets and strides of inputs count bytes, those of results and second operands words;
 * all may be negative and are kept modulo the register's width.
 */
enum Field {
    /** Bit 0: weights by rows; 1: broadcast of one lane; 3 and 2: {@link Kind}; 4: last layer. */
    CONTROL,
    /** Words at which the input, the result and the second operand start. */
    IN_BASE,
    OUT_BASE,
    IN2_BASE,
    /** Tags for the monitor: bits 9 to 0 the input's, 19 to 10 the second operand's, 29 to 20 the result's. */
    TAGS,
    /** Rows and columns of the result, less one each. */
    OUT_SIZE,
    /** Groups of output channels; taps at one place of the window; less one each. */
    GROUPS,
    /** Rows and columns of the kernel; times that an input row and column is used before moving on; less one each. */
    WINDOW,
    /** Row and column of the first window. */
    ORIGIN,
    /** Rows and columns of the input. */
    IN_SIZE,
    /** Rows and columns from one window to the next. */
    STRIDE,
    /** Rows and columns from one tap to the next. */
    DILATION,
    /** Offset of the first tap. */
    IN_START,
    /** From a tap to the next: within the pixel, to the next column, to the next row. */
    TAP_GROUP,
    TAP_COLUMN,
    TAP_ROW,
    /** From the first tap of a unit to that of the next group, of a pixel to that of the next, of a row to the next. */
    UNIT_GROUP,
    UNIT_COLUMN,
    UNIT_ROW,
    /** Offset of the first word of the result; from a group to the next; from the last group of a pixel to the next. */
    OUT_START,
    OUT_GROUP,
    OUT_PIXEL,
    /** The same for the second operand. */
    IN2_START,
    IN2_GROUP,
    IN2_PIXEL,
    /** First row of P weights; from a group's first to that of the next. */
    WEIGHT_START,
    WEIGHT_GROUP,
    /** First parameter; from a group's first to that of the next. */
    PARAM_START,
    PARAM_GROUP,
    /** Greatest and least result, zero point of the result, what padding reads as. */
    VALUES;

    /** Words of a descriptor. */
    static final int WORDS = 32;

    /** What the array does; the numbers of the RTL. */
    enum Kind {
        MAC,
        SUM,
        MAX,
        PAIR
    }
}
