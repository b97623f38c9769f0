package dev.shingle.cli;

import dev.shingle.api.PackingResult;
import dev.shingle.api.VerifiedPacking;
import dev.shingle.mapper.verify.TraceFinding;
import dev.shingle.mapper.verify.TraceReport;
import java.io.PrintWriter;
import java.util.Locale;

/** What packing a trace gave, for people. */
final class PackingText {

    private PackingText() {}

    static void print(VerifiedPacking packing, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d buffers in %s, planner %s%n",
                packing.trace().buffers().size(),
                ByteSize.describe(packing.heightBytes()),
                packing.planner());
        out.printf(
                Locale.ROOT,
                "lower bound %,d B (%s): %s%n",
                packing.bound().bytes(),
                packing.bound().reason(),
                packing.isOptimal()
                        ? "optimal"
                        : String.format(
                                Locale.ROOT,
                                "not proven optimal, %.3f %% above",
                                100.0
                                        * (packing.heightBytes()
                                                - packing.bound().bytes())
                                        / packing.bound().bytes()));
    }

    static void print(PackingResult.Infeasible infeasible, Console console) {
        if (infeasible.isProven()) {
            console.complain(String.format(
                    Locale.ROOT,
                    "does not fit: proven infeasible; capacity %,d B, but any packing takes %,d B (%s)",
                    infeasible.capacityBytes(),
                    infeasible.bound().bytes(),
                    infeasible.bound().reason()));
        } else {
            console.complain(String.format(
                    Locale.ROOT,
                    "no packing found within %,d B, and not proven that there is none; the best found takes %,d B, any takes %,d B (%s)",
                    infeasible.capacityBytes(),
                    infeasible.heightBytes(),
                    infeasible.bound().bytes(),
                    infeasible.bound().reason()));
        }
    }

    static void print(PackingResult.Contradictory contradictory, Console console) {
        console.complain("does not fit: proven infeasible; the offsets that the trace demands cannot all be had");
        printFindings(contradictory.demands(), console.err());
    }

    static void print(TraceReport report, PrintWriter out) {
        if (report instanceof TraceReport.Safe safe) {
            out.printf(
                    Locale.ROOT,
                    "static checker: safe; %,d buffers in %s%n",
                    safe.buffers(),
                    ByteSize.describe(safe.heightBytes()));
        } else if (report instanceof TraceReport.Unsafe unsafe) {
            out.println("static checker: NOT SAFE; "
                    + VerificationText.count(unsafe.total(), unsafe.findings().size()));
            printFindings(unsafe, out);
        }
    }

    private static void printFindings(TraceReport.Unsafe unsafe, PrintWriter out) {
        for (TraceFinding finding : unsafe.findings()) {
            out.println("  " + finding.message());
        }
        out.flush();
    }
}
