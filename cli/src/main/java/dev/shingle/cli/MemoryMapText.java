package dev.shingle.cli;

import dev.shingle.api.picture.ShortNames;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.plan.AddressRange;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The memory map as a picture: steps from left to right, addresses upwards, a letter for each buffer. Where a step's
 * result overlaps the operand that it consumes, both letters share a cell's column half by half.
 *
 * <pre>
 *   8,192 |bbcc
 *         |bbcc    a: live at step 0, b from step 0 to 1, ...
 *       0 |aa dd
 *          0 1 2
 * </pre>
 */
final class MemoryMapText {

    private static final int ROWS = 18;
    private static final int MOST_STEPS = 60;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final MemoryPlan plan;
    private final String optimality;
    private final PrintWriter out;
    private final List<Placement> placements;
    private final Map<String, String> shortNames;

    MemoryMapText(MemoryPlan plan, String optimality, Console console) {
        this.plan = plan;
        this.optimality = optimality;
        this.out = console.out();
        this.placements = plan.placements();
        this.shortNames = ShortNames.of(
                placements.stream().map(placement -> placement.buffer().name()).toList());
    }

    void print() {
        out.printf(
                Locale.ROOT,
                "%s on %s, planner %s: peak %s, lower bound %,d B, %s%n",
                plan.network(),
                plan.machine().name(),
                plan.planner(),
                ByteSize.describe(plan.peakBytes()),
                plan.machine().layout().bytesOf(plan.bound().words()),
                optimality);
        out.println();
        int steps = Math.min(plan.steps().size(), MOST_STEPS);
        for (int row = ROWS - 1; row >= 0; row--) {
            printRow(row, steps);
        }
        out.println(" ".repeat(14) + "+" + "-".repeat(2 * steps)
                + (steps < plan.steps().size() ? " ..." : ""));
        out.println(" ".repeat(15) + "step 0 .. " + (plan.steps().size() - 1)
                + ", two columns each: while it starts, while it ends");
        out.println();
        printLegend();
    }

    private void printRow(int row, int steps) {
        long from = plan.peakWords() * row / ROWS;
        long to = Math.max(from + 1, plan.peakWords() * (row + 1) / ROWS);
        StringBuilder line = new StringBuilder();
        for (int step = 0; step < steps; step++) {
            line.append(letter(from, to, step, true)).append(letter(from, to, step, false));
        }
        out.printf(
                Locale.ROOT,
                "%,13d |%s%n",
                plan.machine().layout().bytesOf(from),
                line.toString().stripTrailing());
    }

    /** While a step starts, its operands fill the cell; while it ends, its results do. */
    private char letter(long from, long to, int step, boolean starting) {
        char found = ' ';
        for (int i = 0; i < placements.size(); i++) {
            Buffer buffer = placements.get(i).buffer();
            boolean passing = starting
                    ? buffer.live().start() < step
                            || (step == 0 && plan.inputs().contains(buffer.name()))
                    : buffer.live().end() > step + 1 || buffer.live().start() == step;
            if (passing && buffer.live().contains(step) && covers(placements.get(i), from, to)) {
                found = LETTERS.charAt(i % LETTERS.length());
            }
        }
        return found;
    }

    private boolean covers(Placement placement, long from, long to) {
        boolean direct = placement.offsetWords() < to && from < placement.endWords();
        return direct
                || (plan.machine().addressing() == Addressing.CIRCULAR
                        && placement.offsetWords() < to + plan.peakWords()
                        && from + plan.peakWords() < placement.endWords());
    }

    private void printLegend() {
        TextTable table = new TextTable("", "buffer", "shape", ">bytes", ">from B", ">to B", "live in steps");
        for (int i = 0; i < placements.size(); i++) {
            Buffer buffer = placements.get(i).buffer();
            AddressRange addresses = placements.get(i).addresses(plan.machine().layout());
            table.row(
                    String.valueOf(LETTERS.charAt(i % LETTERS.length())),
                    shortened(shortNames.getOrDefault(buffer.name(), buffer.name())),
                    buffer.shape().toString(),
                    number(addresses.sizeBytes()),
                    number(addresses.startBytes()),
                    number(addresses.endBytes()),
                    buffer.live().start() + " .. " + (buffer.live().end() - 1));
        }
        table.print(out);
    }

    private static String shortened(String name) {
        return name.length() <= 44 ? name : name.substring(0, 20) + "..." + name.substring(name.length() - 21);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
