package dev.shingle.testkit.engine;

/** A convolution engine that reads the window of a pixel, then writes all channels of the pixel. */
final class PixelEngine {

    private PixelEngine() {}

    static void run(WindowLayer layer, Accesses accesses) {
        for (int row = 0; row < layer.outputRows(); row++) {
            for (int column = 0; column < layer.outputColumns(); column++) {
                pixel(layer, row, column, accesses);
            }
        }
    }

    /** Last pixel first. */
    static void runBackwards(WindowLayer layer, Accesses accesses) {
        for (int row = layer.outputRows() - 1; row >= 0; row--) {
            for (int column = layer.outputColumns() - 1; column >= 0; column--) {
                pixel(layer, row, column, accesses);
            }
        }
    }

    private static void pixel(WindowLayer layer, int row, int column, Accesses accesses) {
        layer.windowWords(row, column).forEach(accesses::read);
        layer.pixelWords(row, column).forEach(accesses::write);
    }
}
