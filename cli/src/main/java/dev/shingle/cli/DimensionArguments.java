package dev.shingle.cli;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Sizes for the dimensions that an ONNX file leaves open. */
final class DimensionArguments {

    @Option(
            names = "--dim",
            paramLabel = "NAME=SIZE",
            description = "Size of an open dimension of an .onnx file; repeatable. One without a name is INPUT:AXIS; "
                    + "an outermost one is 1 if not given.")
    private Map<String, Integer> sizes = new LinkedHashMap<>();

    ImmutableMap<String, Integer> sizes() {
        sizes.forEach((name, size) -> {
            if (size < 1) {
                throw new UsageException(
                        "--dim " + name + "=" + size + ": found size " + size + ", expected at least 1");
            }
        });
        return ImmutableMap.copyOf(sizes);
    }
}
