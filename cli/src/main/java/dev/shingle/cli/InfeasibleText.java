package dev.shingle.cli;

import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import java.util.Locale;

/** Says by how much a network does not fit, because of what, and what would help. */
final class InfeasibleText {

    private InfeasibleText() {}

    static void printFor(Model model, Machine machine, Console console) {
        if (Shingle.map(model, machine, PlanningOptions.defaults()) instanceof MappingResult.Infeasible infeasible) {
            print(infeasible.reason(), machine, console);
        }
    }

    static void print(PlanningResult.Infeasible reason, Machine machine, Console console) {
        console.err()
                .printf(
                        Locale.ROOT,
                        "shingle: does not fit: needs %s, capacity %s, %,d B too much%s%n",
                        ByteSize.describe(reason.demandBytes()),
                        ByteSize.describe(reason.capacityBytes()),
                        reason.gapBytes(),
                        reason.isProven()
                                ? "; no plan can (lower bound " + ByteSize.describe(reason.lowerBoundBytes()) + ")"
                                : "");
        console.err().printf("  at step %d (%s), which needs together:%n", reason.step(), reason.layer());
        reason.buffers()
                .forEach(buffer -> console.err()
                        .printf(
                                Locale.ROOT,
                                "    %s  %s  %,d B%n",
                                buffer.name(),
                                buffer.shape(),
                                machine.layout().bytesOf(buffer.sizeWords())));
        reason.levers()
                .forEach(lever -> console.err()
                        .printf(
                                Locale.ROOT,
                                "  would help: %s: %,d B, %s%n",
                                lever.change(),
                                lever.demandBytes(),
                                lever.fits() ? "fits" : "still too much"));
        console.err().flush();
    }
}
