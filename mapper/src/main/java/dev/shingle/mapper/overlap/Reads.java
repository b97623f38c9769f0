package dev.shingle.mapper.overlap;

/** Which bits of an operand (or, for a split, of a result) the elements of the output grid touch. */
sealed interface Reads {

    /** The same seen from the operand's end, with rows, columns and channels counted from the last one. */
    Reads mirrored(long endBits);

    /** Row, column and channel contribute independently of each other. */
    record Separable(Axis rows, Axis columns, Axis channels) implements Reads {

        @Override
        public Separable mirrored(long endBits) {
            return new Separable(rows.mirrored(0), columns.mirrored(0), channels.mirrored(endBits));
        }
    }

    /** Known pixel by pixel only: copies between layouts that pad differently, images that become batches. */
    non-sealed interface ByPixel extends Reads {

        Grid grid();

        /** First bit read for channels {@code [firstChannel, endChannel)} of a pixel, or {@link Axis#NOTHING}. */
        long low(int row, int column, int firstChannel, int endChannel);

        /** One behind the last bit read; means nothing where nothing is read. */
        long high(int row, int column, int firstChannel, int endChannel);

        @Override
        default ByPixel mirrored(long endBits) {
            return new MirroredPixels(this, endBits);
        }
    }

    /** Pixel access walked backwards. */
    record MirroredPixels(ByPixel reads, long endBits) implements ByPixel {

        @Override
        public Grid grid() {
            return reads.grid();
        }

        @Override
        public long low(int row, int column, int firstChannel, int endChannel) {
            Grid grid = reads.grid();
            int r = grid.rows() - 1 - row;
            int c = grid.columns() - 1 - column;
            int first = grid.channels() - endChannel;
            int end = grid.channels() - firstChannel;
            boolean nothing = reads.low(r, c, first, end) == Axis.NOTHING;
            return nothing ? Axis.NOTHING : endBits - reads.high(r, c, first, end);
        }

        @Override
        public long high(int row, int column, int firstChannel, int endChannel) {
            Grid grid = reads.grid();
            int first = grid.channels() - endChannel;
            int end = grid.channels() - firstChannel;
            return endBits - reads.low(grid.rows() - 1 - row, grid.columns() - 1 - column, first, end);
        }
    }
}
