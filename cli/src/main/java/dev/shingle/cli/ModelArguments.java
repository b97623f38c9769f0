package dev.shingle.cli;

import dev.shingle.api.Model;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which network, and what is done to it before it is mapped. */
final class ModelArguments {

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description =
                    "A .tflite, .onnx or .json file, or a network of the zoo such as camera-face or dncnn:128x128.")
    private String source = "";

    @Mixin
    private PassArguments passes = new PassArguments();

    String source() {
        return source;
    }

    Model load() {
        return passes.load(source);
    }
}
