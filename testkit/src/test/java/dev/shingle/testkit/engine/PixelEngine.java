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
        for (int i = 0; i < layer.window().kernelHeight(); i++) {
            for (int j = 0; j < layer.window().kernelWidth(); j++) {
                readPixel(layer, layer.inputRow(row, i), layer.inputColumn(column, j), accesses);
            }
        }
        for (int channel = 0; channel < layer.outputChannels(); channel++) {
            accesses.write(layer.outputWord(row, column, channel));
        }
    }

    private static void readPixel(WindowLayer layer, int row, int column, Accesses accesses) {
        if (layer.hasPixel(row, column)) {
            for (int channel = 0; channel < layer.inputChannels(); channel++) {
                accesses.read(layer.inputWord(row, column, channel));
            }
        }
    }
}
