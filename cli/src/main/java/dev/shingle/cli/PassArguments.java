package dev.shingle.cli;

import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.networks.simplify.Simplifier;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is done to a network before it is mapped. */
final class PassArguments {

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

    Model load(String source) {
        try {
            Simplifier simplifier = raw ? Simplifier.none() : Simplifier.standard();
            return Shingle.load(source, simplifier.without(without).with(with), dimensions.sizes());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
