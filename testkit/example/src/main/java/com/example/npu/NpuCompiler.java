package com.example.npu;

/** The part of an accelerator's compiler that lets a layer's output run into its input. */
public final class NpuCompiler {

    private NpuCompiler() {}

    /**
     * How many words above its output a layer's input has to start. Before pixel (r, c) is computed, r * width + c pixels of
     * the output have been written, and nothing above the first pixel under its window will be read again. Rows and
     * columns can be looked at apart.
     */
    public static long distance(ConvolutionLayer layer) {
        long rows = Long.MIN_VALUE;
        for (int r = 0; r < layer.outputHeight(); r++) {
            long written = (long) r * layer.outputWidth() * layer.outputChannels();
            int firstRow = Math.max(0, r * layer.strideHeight() - layer.paddingTop());
            rows = Math.max(rows, written - (long) firstRow * layer.inputWidth() * layer.inputChannels());
        }
        long columns = Long.MIN_VALUE;
        for (int c = 0; c < layer.outputWidth(); c++) {
            long written = (long) c * layer.outputChannels();
            int firstColumn = Math.max(0, c * layer.strideWidth() - layer.paddingLeft());
            columns = Math.max(columns, written - (long) firstColumn * layer.inputChannels());
        }
        return Math.max(0, rows + columns);
    }
}
