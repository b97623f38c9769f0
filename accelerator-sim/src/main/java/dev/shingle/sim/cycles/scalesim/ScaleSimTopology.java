package dev.shingle.sim.cycles.scalesim;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A topology file: CSV, one header line, then a line for each layer with name, input height and width, filter height and
 * width, channels, filters and stride. Blanks around values, empty lines, commas at the end and further columns are allowed,
 * as SCALE-Sim allows them.
 */
public final class ScaleSimTopology {

    private static final int MAX_FILE_BYTES = 1 << 22;
    private static final int MAX_SIZE = 1 << 24;
    private static final int COLUMNS = 8;
    private static final Splitter CELLS = Splitter.on(',').trimResults(CharMatcher.whitespace());
    private static final ImmutableList<String> NUMBERS = ImmutableList.of(
            "input height", "input width", "filter height", "filter width", "channels", "filters", "stride");

    private final String source;

    private ScaleSimTopology(String source) {
        this.source = source;
    }

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not a topology
     * @throws IOException if it cannot be read at all
     */
    public static ImmutableList<ScaleSimLayer> read(Path file) throws IOException {
        return read(file.toString(), TextFile.read(file, MAX_FILE_BYTES, "line 1", "a topology"));
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @throws NetworkFormatException if it is not a topology
     */
    public static ImmutableList<ScaleSimLayer> read(String source, String text) {
        return new ScaleSimTopology(source).layers(text.lines().toList());
    }

    private ImmutableList<ScaleSimLayer> layers(List<String> lines) {
        ImmutableList.Builder<ScaleSimLayer> layers = ImmutableList.builder();
        for (int i = 1; i < lines.size(); i++) {
            if (!CharMatcher.whitespace().or(CharMatcher.is(',')).matchesAllOf(lines.get(i))) {
                layers.add(layer(i + 1, CELLS.splitToList(lines.get(i))));
            }
        }
        return layers.build();
    }

    private ScaleSimLayer layer(int line, List<String> cells) {
        if (cells.size() < COLUMNS) {
            throw refusal(line, cells.size() + " columns", "at least " + COLUMNS);
        }
        int[] numbers = new int[NUMBERS.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(line, NUMBERS.get(i), cells.get(i + 1));
        }
        try {
            return new ScaleSimLayer(
                    cells.get(0), numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
        } catch (IllegalArgumentException e) {
            throw refusal(line, String.valueOf(e.getMessage()), "a filter that fits its input");
        }
    }

    private int number(int line, String what, String cell) {
        try {
            int number = Integer.parseInt(cell);
            if (number >= 1 && number <= MAX_SIZE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as are numbers that are no size
        }
        String shown = CharMatcher.javaIsoControl().replaceFrom(cell.substring(0, Math.min(40, cell.length())), ' ');
        throw refusal(line, what + " \"" + shown + "\"", "a whole number from 1 to " + MAX_SIZE);
    }

    private NetworkFormatException refusal(int line, String found, String expected) {
        return new NetworkFormatException(source, "line " + line, found, expected);
    }
}
