package dev.shingle.sim.energy;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Memories as CSV: a header with at least the columns {@code tech_nm, size_bytes, word_bytes, n_banks, rw_ports, read_pJ,
 * write_pJ, leak_mW, area_mm2}, in any order, then one line for each memory. Other columns are left alone.
 */
public final class SramCsv {

    private static final int MAX_FILE_BYTES = 1 << 24;
    private static final Splitter CELLS = Splitter.on(',').trimResults(CharMatcher.whitespace());
    private static final ImmutableList<String> COLUMNS = ImmutableList.of(
            "tech_nm", "size_bytes", "word_bytes", "n_banks", "rw_ports", "read_pJ", "write_pJ", "leak_mW", "area_mm2");
    private static final int COUNTS = 5;

    private final String source;

    private SramCsv(String source) {
        this.source = source;
    }

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it does not have these columns
     * @throws IOException if it cannot be read at all
     */
    public static ImmutableList<SramPoint> read(Path file) throws IOException {
        return read(file.toString(), TextFile.read(file, MAX_FILE_BYTES, "line 1", "a table of memories"));
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @throws NetworkFormatException if it does not have these columns
     */
    public static ImmutableList<SramPoint> read(String source, String text) {
        return new SramCsv(source).points(text.lines().toList());
    }

    private ImmutableList<SramPoint> points(List<String> lines) {
        List<String> header = lines.isEmpty() ? List.of() : CELLS.splitToList(lines.get(0));
        int[] places = COLUMNS.stream().mapToInt(header::indexOf).toArray();
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0) {
                throw refusal(1, "no column " + COLUMNS.get(i), "columns " + String.join(", ", COLUMNS));
            }
        }
        ImmutableList.Builder<SramPoint> points = ImmutableList.builder();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                points.add(point(i + 1, CELLS.splitToList(lines.get(i)), places));
            }
        }
        return points.build();
    }

    private SramPoint point(int line, List<String> cells, int[] places) {
        double[] values = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            String cell = places[i] < cells.size() ? cells.get(places[i]) : "";
            values[i] = number(line, COLUMNS.get(i), cell, i < COUNTS);
        }
        return new SramPoint(
                (int) values[0],
                (long) values[1],
                (int) values[2],
                (int) values[3],
                (int) values[4],
                values[5],
                values[6],
                values[7],
                values[8]);
    }

    private double number(int line, String column, String cell, boolean isCount) {
        try {
            double number = isCount ? Long.parseLong(cell) : Double.parseDouble(cell);
            if (number > 0 && Double.isFinite(number) && (!isCount || number <= Integer.MAX_VALUE)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as are numbers out of range
        }
        String shown = CharMatcher.javaIsoControl().replaceFrom(cell.substring(0, Math.min(40, cell.length())), ' ');
        throw refusal(line, column + " \"" + shown + '"', isCount ? "a whole number from 1" : "a number above 0");
    }

    private NetworkFormatException refusal(int line, String found, String expected) {
        return new NetworkFormatException(source, "line " + line, found, expected);
    }
}
