package dev.shingle.cli;

import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.networks.simplify.Simplifier;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network, and what is done to it before it is mapped. */
final class ModelArguments {

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description =
                    "A .tflite, .onnx or .json file, or a network of the zoo such as camera-face or dncnn:128x128.")
    private String source = "";

    @Option(
            names = "--without-pass",
            paramLabel = "NAME",
            split = ",",
            description = "Leave a simplification pass out; repeatable. The report lists their names.")
    private List<String> without = new ArrayList<>();

    @Option(
            names = "--with-pass",
            paramLabel = "NAME",
            split = ",",
            description = "Switch on a pass that is off by default, such as host-edges.")
    private List<String> with = new ArrayList<>();

    @Option(names = "--raw", description = "Run no pass at all: map the graph as the file has it.")
    private boolean raw;

    @Mixin
    private DimensionArguments dimensions = new DimensionArguments();

    String source() {
        return source;
    }

    Model load() {
        try {
            Simplifier simplifier = raw ? Simplifier.none() : Simplifier.standard();
            return Shingle.load(source, simplifier.without(without).with(with), dimensions.sizes());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
