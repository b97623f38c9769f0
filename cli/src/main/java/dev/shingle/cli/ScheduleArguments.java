package dev.shingle.cli;

import dev.shingle.mapper.schedule.ScheduleOptions;
import picocli.CommandLine.Option;

/** How the network becomes steps and buffers. */
final class ScheduleArguments {

    @Option(
            names = "--zero-copy-concat",
            description = {
                "Write the parts of a concatenation straight into the joint tensor where the layout allows it.",
                "The joint tensor is then live from its first part on: compare with and without."
            })
    private boolean zeroCopyConcat;

    ScheduleOptions choices() {
        return zeroCopyConcat ? ScheduleOptions.zeroCopyConcatenation() : ScheduleOptions.defaults();
    }
}
