package com.example.npu;

/** What this compiler knows of a convolution. */
public record ConvolutionLayer(
        int inputHeight,
        int inputWidth,
        int inputChannels,
        int outputHeight,
        int outputWidth,
        int outputChannels,
        int strideHeight,
        int strideWidth,
        int paddingTop,
        int paddingLeft) {}
