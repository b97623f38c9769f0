package dev.shingle.api.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.shingle.fpga.blocks.BlockKind;

/** The columns of a sweep's table: the configuration, its figures, block RAMs of the kinds that were asked for, the reason. */
public final class SweepColumns {

    /** What a point is. */
    static final ImmutableList<String> CONFIGURATION =
            ImmutableList.of("point", "network", "resolution", "width", "bits", "machine");

    public static final String PLANNED_BYTES = "plannedBytes";
    public static final String MACS = "macs";
    public static final String CYCLES = "cycles";
    public static final String ENERGY = "energyNanojoules";

    /** Block RAMs of a kind: this and the kind's name. */
    public static final String BLOCKS = "blocks";

    /** Why a point has no figures; the last column. */
    public static final String ERROR = "error";

    static final ImmutableList<String> FIGURES = ImmutableList.of(
            PLANNED_BYTES,
            "boundBytes",
            "optimal",
            "disjointLowerBoundBytes",
            "pingPongTwoBuffersBytes",
            "pingPongWidestPairBytes",
            "stagingBytes",
            MACS,
            "weightBytes",
            CYCLES,
            "stepsNotCounted",
            ENERGY);

    /** A spreadsheet takes a cell that starts so for a formula; an apostrophe before it keeps it text. No figure is negative. */
    private static final String FORMULA = "=+-@";

    private SweepColumns() {}

    static ImmutableList<String> names(ImmutableList<BlockKind> blocks) {
        return ImmutableList.copyOf(Iterables.concat(
                CONFIGURATION,
                FIGURES,
                blocks.stream().map(kind -> BLOCKS + kind.displayName()).collect(toImmutableList()),
                ImmutableList.of(ERROR)));
    }

    /** The cells of a row; quotation marks are taken off. */
    public static ImmutableList<String> cells(String row) {
        ImmutableList.Builder<String> cells = ImmutableList.builder();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '"' && isQuoted && i + 1 < row.length() && row.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        return cells.add(cell.toString()).build();
    }

    /** A row of the table, without an end of line; cells that need it are quoted, and none breaks the line. */
    static String row(ImmutableList<String> cells) {
        StringBuilder row = new StringBuilder();
        for (String cell : cells) {
            row.append(row.length() == 0 ? "" : ",").append(quoted(cell));
        }
        return row.toString();
    }

    private static String quoted(String cell) {
        String line = cell.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (!line.isEmpty() && FORMULA.indexOf(line.charAt(0)) >= 0) {
            line = "'" + line;
        }
        return line.contains(",") || line.contains("\"") ? '"' + line.replace("\"", "\"\"") + '"' : line;
    }
}
