package dev.shingle.mapper.verify;

/** What the units of a step read of one operand, without any regard to time (the table of docs/model.md section 2). */
interface OperandReads {

    /** Visits what is read for channels {@code [firstChannel, endChannel)} of one pixel of the grid. */
    void visit(int row, int column, int firstChannel, int endChannel, Visitor visitor);

    /** All groups of a pixel read the same. */
    boolean isSameForAllGroups();

    /** Takes the real channels {@code [firstChannel, endChannel)} of one operand pixel. */
    interface Visitor {
        void read(long pixel, int firstChannel, int endChannel);
    }
}
