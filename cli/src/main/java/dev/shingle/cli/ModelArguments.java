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
        return load(source);
    }

    /** Another source in the same way, such as the same network with other parameters. */
    Model load(String other) {
        return passes.load(other);
    }
}
