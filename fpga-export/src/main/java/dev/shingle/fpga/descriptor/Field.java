package dev.shingle.fpga.descriptor;

/**
 * The fields of a descriptor, in order: each is one of its 32 words. Two numbers in a word: the first in bits 31 to 16. Four:
 * the first in bits 31 to 24. Offsets and strides of inputs count bytes, those of results and second operands words;
 * all may be negative and are kept modulo the register's width.
 */
enum Field {
    /** Bit 0: weights by rows; 1: broadcast of one lane; 3 and 2: {@link Kind}; 4: last layer; 5: ties away from zero. */
    CONTROL(0),
    /** Words at which the input, the result and the second operand start. */
    IN_BASE(1),
    OUT_BASE(2),
    IN2_BASE(3),
    /** Tags for the monitor: bits 9 to 0 the input's, 19 to 10 the second operand's, 29 to 20 the result's. */
    TAGS(4),
    /** Rows and columns of the result, less one each. */
    OUT_SIZE(5),
    /** Groups of output channels; taps at one place of the window; less one each. */
    GROUPS(6),
    /** Rows and columns of the kernel; times that an input row and column is used before moving on; less one each. */
    WINDOW(7),
    /** Row and column of the first window. */
    ORIGIN(8),
    /** Rows and columns of the input. */
    IN_SIZE(9),
    /** Rows and columns from one window to the next. */
    STRIDE(10),
    /** Rows and columns from one tap to the next. */
    DILATION(11),
    /** Offset of the first tap. */
    IN_START(12),
    /** From a tap to the next: within the pixel, to the next column, to the next row. */
    TAP_GROUP(13),
    TAP_COLUMN(14),
    TAP_ROW(15),
    /** From the first tap of a unit to that of the next group, of a pixel to that of the next, of a row to the next. */
    UNIT_GROUP(16),
    UNIT_COLUMN(17),
    UNIT_ROW(18),
    /** Offset of the first word of the result; from a group to the next; from the last group of a pixel to the next. */
    OUT_START(19),
    OUT_GROUP(20),
    OUT_PIXEL(21),
    /** The same for the second operand. */
    IN2_START(22),
    IN2_GROUP(23),
    IN2_PIXEL(24),
    /** First row of P weights; from a group's first to that of the next. */
    WEIGHT_START(25),
    WEIGHT_GROUP(26),
    /** First parameter; from a group's first to that of the next. */
    PARAM_START(27),
    PARAM_GROUP(28),
    /** Greatest and least result, zero point of the result, what padding reads as. */
    VALUES(29);

    /** Words of a descriptor. */
    static final int WORDS = 32;

    private final int word;

    Field(int word) {
        this.word = word;
    }

    /** Its place in the descriptor. */
    int word() {
        return word;
    }

    /** What the array does; the numbers of the RTL. */
    enum Kind {
        MAC(0),
        SUM(1),
        MAX(2),
        PAIR(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
