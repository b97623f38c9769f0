package dev.shingle.cli;

import dev.shingle.api.Verification;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.sim.replay.ReplayReport;
import java.io.PrintWriter;
import java.util.Locale;

/** What the two judges said, for people. */
final class VerificationText {

    private VerificationText() {}

    static void print(Verification verification, PrintWriter out) {
        if (verification.check() instanceof CheckReport.Safe safe) {
            out.printf(
                    Locale.ROOT,
                    "static checker: safe; %,d words checked, %,d of them under a result of the same step, %,d distances true%s%n",
                    safe.wordsChecked(),
                    safe.wordsCompared(),
                    safe.claimsChecked(),
                    safe.leastSlackWords().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    ", least slack %,d words",
                                    safe.leastSlackWords().getAsLong())
                            : "");
        } else if (verification.check() instanceof CheckReport.Unsafe unsafe) {
            out.println("static checker: NOT SAFE; "
                    + count(unsafe.total(), unsafe.findings().size()));
            unsafe.findings().forEach(finding -> out.println("  " + finding.message()));
        }
        verification
                .replay()
                .ifPresentOrElse(
                        report -> print(report, out),
                        () -> out.println("replay: not possible: " + verification.whyNoReplay()));
        if (verification.isContradictory()) {
            out.println("THE TWO JUDGES DISAGREE: this is an error of shingle; please report it with the plan file");
        }
    }

    /** How many findings there are, in front of those that are listed. */
    static String count(long total, int listed) {
        return String.format(
                Locale.ROOT,
                "%,d %s%s",
                total,
                total == 1 ? "finding" : "findings",
                listed < total ? ", the first are" : "");
    }

    private static void print(ReplayReport report, PrintWriter out) {
        if (report.isSilent()) {
            out.printf(
                    Locale.ROOT,
                    "replay: no word lost; %,d words read, %,d written%n",
                    report.wordsRead(),
                    report.wordsWritten());
            return;
        }
        out.printf(
                Locale.ROOT,
                "replay: NOT SAFE; %,d of %,d words read were lost%s%n",
                report.violations(),
                report.wordsRead(),
                report.outOfBounds() > 0
                        ? String.format(Locale.ROOT, ", %,d of them beyond the end", report.outOfBounds())
                        : "");
        report.firstLost().ifPresent(lost -> out.println("  first: " + lost));
        report.firstOutOfBounds()
                .ifPresent(outside ->
                        out.println(beyond(outside, report.violationsPerStep().length() - 1)));
    }

    /** The first word that has no place in the memory, of a plan with so many steps. */
    static String beyond(ReplayReport.OutOfBounds outside, int steps) {
        String who = outside.step() < 0
                ? "the host's inputs"
                : outside.step() == steps ? "the host's outputs" : "step " + outside.step();
        return "  first beyond the end: %s, word %d of %s at address %d"
                .formatted(who, outside.word(), outside.buffer(), outside.address());
    }
}
