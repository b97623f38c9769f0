package dev.shingle.cli;

import dev.shingle.api.Model;
import dev.shingle.api.Reordered;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.schedule.ScheduleOptions;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether the layers may run in another order than the file's. */
final class OrderArgument {

    @Option(
            names = "--reorder",
            description = "Run the layers in the order that needs least; without it they run in the file's order.")
    private boolean reorder;

    /** The search's result, if one was wanted. */
    Optional<Reordered> search(Model model, Machine machine, ScheduleOptions choices) {
        return reorder ? Optional.of(Shingle.reorder(model, machine, choices)) : Optional.empty();
    }

    /** One line: what was gained, and whether more can be. */
    static String describe(Reordered result) {
        String bound = "no order needs less than " + ByteSize.describe(result.lowerBoundBytes());
        if (result.isChanged()) {
            return String.format(
                    Locale.ROOT,
                    "order changed: peak %,d -> %,d B, %s",
                    result.givenPeakBytes(),
                    result.peakBytes(),
                    result.isExact() ? "exact" : bound);
        }
        return "order kept: " + (result.isExact() ? "no better order exists (exact)" : "no better one found; " + bound);
    }
}
