package dev.shingle.sim.cycles.scalesim;

import com.google.common.base.CharMatcher;
import dev.shingle.mapper.machine.Engine.Dataflow;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.TextFile;
import dev.shingle.sim.cycles.SystolicArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A configuration file: sections in brackets, {@code key : value} or {@code key = value} below. What decides cycles in
 * SCALE-Sim's compute mode is read: {@code ArrayHeight}, {@code ArrayWidth} and {@code Dataflow} ({@code os} or {@code ws})
 * of the section {@code architecture_presets}; sizes of memories and bandwidths are not.
 */
public final class ScaleSimConfig {

    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_LANES = 1 << 16;
    private static final String SECTION = "[architecture_presets]";

    private final String source;
    private final List<String> lines;

    private ScaleSimConfig(String source, List<String> lines) {
        this.source = source;
        this.lines = lines;
    }

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it does not describe an array that is known here
     * @throws IOException if it cannot be read at all
     */
    public static SystolicArray read(Path file) throws IOException {
        return read(file.toString(), TextFile.read(file, MAX_FILE_BYTES, "line 1", "a configuration"));
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @throws NetworkFormatException if it does not describe an array that is known here
     */
    public static SystolicArray read(String source, String text) {
        ScaleSimConfig config = new ScaleSimConfig(source, text.lines().toList());
        return new SystolicArray(config.lanes("ArrayHeight"), config.lanes("ArrayWidth"), config.dataflow());
    }

    private int lanes(String key) {
        int line = lineOf(key);
        String value = value(line);
        try {
            int lanes = Integer.parseInt(value);
            if (lanes >= 1 && lanes <= MAX_LANES) {
                return lanes;
            }
        } catch (NumberFormatException e) {
            // refused below, as are numbers that are no size
        }
        throw refusal(line, value, "a whole number from 1 to " + MAX_LANES);
    }

    private Dataflow dataflow() {
        int line = lineOf("Dataflow");
        return switch (value(line)) {
            case "os" -> Dataflow.OUTPUT_STATIONARY;
            case "ws" -> Dataflow.WEIGHT_STATIONARY;
            default -> throw refusal(line, value(line), "os or ws");
        };
    }

    /** Keys do not heed upper and lower case. */
    private int lineOf(String key) {
        boolean isInside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (line.startsWith("[")) {
                isInside = line.toLowerCase(Locale.ROOT).equals(SECTION);
            } else if (isInside
                    && separator(line) > 0
                    && line.substring(0, separator(line)).trim().equalsIgnoreCase(key)) {
                return i;
            }
        }
        throw new NetworkFormatException(source, "line 1", "no key " + key, "one in section " + SECTION);
    }

    private String value(int index) {
        String line = lines.get(index).trim();
        return line.substring(separator(line) + 1).trim();
    }

    private static int separator(String line) {
        return CharMatcher.anyOf(":=").indexIn(line);
    }

    private NetworkFormatException refusal(int index, String found, String expected) {
        String shown = CharMatcher.javaIsoControl().replaceFrom(found.substring(0, Math.min(40, found.length())), ' ');
        return new NetworkFormatException(source, "line " + (index + 1), '"' + shown + '"', expected);
    }
}
