package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.Operator.BatchToSpace;
import dev.shingle.networks.Operator.SpaceToBatch;
import dev.shingle.networks.Shape;

/** Reads of operators that trade blocks of pixels for channels or images. */
final class BlockReads {

    private final Pair pair;
    private final TensorLayout read;
    private final Shape from;
    private final long pixelBits;
    private final long rowBits;

    BlockReads(Pair pair) {
        this.pair = pair;
        this.read = pair.read();
        this.from = pair.operandUse().shape();
        this.pixelBits = read.pixelBits();
        this.rowBits = from.width() * pixelBits;
    }

    /** Output (r, c, o) is input (r/b, c/b, ((r%b)*b + c%b)*C + o). */
    Reads.Separable depthToSpace(int block) {
        Grid grid = pair.grid();
        long phaseBits = (long) grid.channels() * read.elementBits();
        return new Reads.Separable(
                Axis.at(grid.rows(), 0, r -> r / block * rowBits + r % block * (block * phaseBits)),
                Axis.at(grid.columns(), 0, c -> c / block * pixelBits + c % block * phaseBits),
                WindowReads.ownChannel(pair));
    }

    /** Output (r, c, (i*b + j)*C + o) is input (r*b + i, c*b + j, o). */
    Reads.Separable spaceToDepth(int block) {
        Grid grid = pair.grid();
        int channels = from.channels();
        int bits = read.elementBits();
        return new Reads.Separable(
                Axis.even(grid.rows(), block * rowBits, 0),
                Axis.even(grid.columns(), block * pixelBits, 0),
                Axis.at(
                        grid.channels(),
                        bits,
                        o -> o / channels / block * rowBits
                                + o / channels % block * pixelBits
                                + (long) (o % channels) * bits));
    }

    /** Output (n, y, x) is input image (i*bw + j)*N + n, pixel (Y/bh, X/bw), where (Y, X) is (y, x) before cropping. */
    Reads.Separable batchToSpace(BatchToSpace operator) {
        Shape to = pair.resultUse().shape();
        int blockHeight = operator.blockHeight();
        int blockWidth = operator.blockWidth();
        long imageBits = from.height() * rowBits;
        long batchBits = to.batch() * imageBits;
        Axis rows = Axis.at(to.height(), 0, y -> {
            int uncropped = y + operator.crop().top();
            return uncropped / blockHeight * rowBits + uncropped % blockHeight * (blockWidth * batchBits);
        });
        Axis columns = Axis.at(to.width(), 0, x -> {
            int uncropped = x + operator.crop().left();
            return uncropped / blockWidth * pixelBits + uncropped % blockWidth * batchBits;
        });
        return new Reads.Separable(
                WindowReads.images(to.batch(), imageBits, rows), columns, WindowReads.ownChannel(pair));
    }

    /** The inverse; which columns lie in the padding depends on the image, so pixel by pixel. */
    Reads.ByPixel spaceToBatch(SpaceToBatch operator) {
        return new ImagesOfPhases(
                pair.grid(), operator, from, pair.resultUse().shape().height(), read);
    }

    private record ImagesOfPhases(Grid grid, SpaceToBatch operator, Shape from, int outputHeight, TensorLayout read)
            implements Reads.ByPixel {

        @Override
        public long low(int row, int column, int firstChannel, int endChannel) {
            long pixel = pixel(row, column);
            return pixel < 0 ? Axis.NOTHING : pixel * read.pixelBits() + (long) firstChannel * read.elementBits();
        }

        @Override
        public long high(int row, int column, int firstChannel, int endChannel) {
            return pixel(row, column) * read.pixelBits() + (long) endChannel * read.elementBits();
        }

        private long pixel(int row, int column) {
            int image = row / outputHeight;
            int phase = image / from.batch();
            int y = row % outputHeight * operator.blockHeight()
                    + phase / operator.blockWidth()
                    - operator.padding().top();
            int x = column * operator.blockWidth()
                    + phase % operator.blockWidth()
                    - operator.padding().left();
            boolean inside = y >= 0 && y < from.height() && x >= 0 && x < from.width();
            long imageRow = (long) (image % from.batch()) * from.height() + y;
            return inside ? imageRow * from.width() + x : -1;
        }
    }
}
