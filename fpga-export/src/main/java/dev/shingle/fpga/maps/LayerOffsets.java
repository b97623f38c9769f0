package dev.shingle.fpga.maps;

import dev.shingle.fpga.maps.AddressMap.MappedStep;
import dev.shingle.mapper.machine.Layout;
import java.util.Locale;

/**
 * Offsets of input and output for each layer, as the YAML files of ai8x-synthesis (MAX78000) have them, where they are
 * otherwise found by hand. They are bytes of the plan's scratchpad. That part's memory is divided among its processors, four
 * channels to a word: its offsets are these if the plan is for words of four channels ({@code wordBits: 32,
 * channelPadding: 4}) and the layers have at most four; otherwise they are a proposal to divide up.
 */
public final class LayerOffsets {

    private LayerOffsets() {}

    /** The file {@code offsets.yaml}. */
    public static String write(AddressMap map) {
        Layout layout = map.plan().machine().layout();
        StringBuilder text = new StringBuilder();
        text.append("# in_offset and out_offset count bytes of the scratchpad that the plan is for:\n");
        text.append(
                "# words of %d bits, channels padded to %d\n".formatted(layout.wordBits(), layout.channelPadding()));
        text.append("arch: ").append(quoted(map.plan().network())).append("\nlayers:\n");
        for (MappedStep step : map.steps()) {
            text.append("  - name: ").append(quoted(step.step().layer())).append('\n');
            if (!step.reads().isEmpty()) {
                text.append("    in_offset: ")
                        .append(hex(layout, step.reads().get(0)))
                        .append('\n');
            }
            for (Place place : step.reads()
                    .subList(Math.min(1, step.reads().size()), step.reads().size())) {
                text.append("    # another operand at ")
                        .append(hex(layout, place))
                        .append('\n');
            }
            text.append("    out_offset: ")
                    .append(hex(layout, step.writes().get(0)))
                    .append('\n');
        }
        return text.toString();
    }

    private static String hex(Layout layout, Place place) {
        return String.format(Locale.ROOT, "0x%04x", layout.bytesOf(place.firstWord()));
    }

    /** Quoted as in JSON, of which YAML takes any string. */
    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        name.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                text.append('\\').append((char) character);
            } else if (character >= ' ' && character <= '~') {
                text.append((char) character);
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04x", character));
            }
        });
        return text.append('"').toString();
    }
}
