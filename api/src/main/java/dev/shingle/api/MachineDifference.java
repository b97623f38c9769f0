package dev.shingle.api;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.WriteGranularity;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * One ability in which two machines differ, and the rule behind it. Abilities are taken over one after the other, in a fixed
 * order, until the first machine has become the second:
 *
 * <pre>
 *   from --word--> between --write unit--> between --directions--> to (as far as placements are concerned)
 * </pre>
 *
 * @param difference ability, from and to
 * @param rule why placements depend on it
 * @param after the first machine with this ability, and all before it, of the second
 */
record MachineDifference(String difference, String rule, Machine after) {

    /** Abilities on which placements depend. */
    private enum Ability {
        WORD,
        PADDING,
        WRITE_UNIT,
        LINE_BUFFER_ROWS,
        REVERSE_GROUP_ORDER,
        DIRECTIONS,
        ADDRESSING,
        ALIGNMENT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Ability by ability; what no placement depends on is left out. */
    static ImmutableList<MachineDifference> between(Machine from, Machine to) {
        ImmutableList.Builder<MachineDifference> found = ImmutableList.builder();
        for (Ability ability : Ability.values()) {
            String before = value(ability, from);
            String after = value(ability, to);
            if (!before.equals(after)) {
                found.add(new MachineDifference(
                        ability + " " + before + " -> " + after, rule(ability, to), halfway(from, to, ability)));
            }
        }
        return found.build();
    }

    /** Abilities up to {@code last} of the one, the others of the other. */
    private static Machine halfway(Machine from, Machine to, Ability last) {
        return new Machine(
                "between " + from.name() + " and " + to.name(),
                "one of several machines on the way",
                new Layout(
                        taken(Ability.WORD, last, from, to).layout().wordBits(),
                        taken(Ability.PADDING, last, from, to).layout().channelPadding(),
                        taken(Ability.PADDING, last, from, to).layout().denseFrames()),
                taken(Ability.WRITE_UNIT, last, from, to).writeGranularity(),
                taken(Ability.LINE_BUFFER_ROWS, last, from, to).lineBufferRows(),
                taken(Ability.REVERSE_GROUP_ORDER, last, from, to).groupOrder(),
                taken(Ability.DIRECTIONS, last, from, to).traversals(),
                taken(Ability.ADDRESSING, last, from, to).addressing(),
                taken(Ability.ALIGNMENT, last, from, to).alignmentWords(),
                OptionalLong.empty());
    }

    private static Machine taken(Ability ability, Ability last, Machine from, Machine to) {
        return ability.compareTo(last) <= 0 ? to : from;
    }

    private static String value(Ability ability, Machine machine) {
        return switch (ability) {
            case WORD -> "of " + machine.layout().wordBits() + " bits";
            case PADDING -> padding(machine.layout());
            case WRITE_UNIT -> unit(machine.writeGranularity());
            case LINE_BUFFER_ROWS -> Integer.toString(machine.lineBufferRows());
            case REVERSE_GROUP_ORDER -> machine.groupOrder().name().toLowerCase(Locale.ROOT);
            case DIRECTIONS ->
                machine.traversals().stream()
                        .sorted()
                        .map(traversal -> traversal.name().toLowerCase(Locale.ROOT))
                        .collect(joining(" or "));
            case ADDRESSING -> machine.addressing().name().toLowerCase(Locale.ROOT);
            case ALIGNMENT -> machine.alignmentWords() + (machine.alignmentWords() == 1 ? " word" : " words");
        };
    }

    private static String padding(Layout layout) {
        if (layout.channelPadding() == 1) {
            return "none";
        }
        return "to " + layout.channelPadding() + " channels" + (layout.denseFrames() ? " but for input frames" : "");
    }

    /** As in docs/model.md, section 2. */
    private static String unit(WriteGranularity unit) {
        if (unit instanceof WriteGranularity.Group group) {
            return "GROUP(" + group.channels() + ")";
        }
        if (unit instanceof WriteGranularity.Tile tile) {
            return "TILE(" + tile.rows() + ", " + tile.columns() + ")";
        }
        return unit.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static String rule(Ability ability, Machine to) {
        return switch (ability) {
            case WORD -> "tensors and distances are whole words, and a word is written as a whole (equation 1)";
            case PADDING -> "each pixel has its channels padded to Cs (equation 1); tensors of few channels grow most";
            case WRITE_UNIT -> ruleOf(to.writeGranularity());
            case LINE_BUFFER_ROWS ->
                "with a line buffer each input word is read once, in order, so the output may follow"
                        + " closely; the buffer lies outside the scratchpad (section 2)";
            case REVERSE_GROUP_ORDER ->
                "in reverse, g of equation (7) is Co - G for descending groups and Co for ascending";
            case DIRECTIONS ->
                to.traversals().size() == 2
                        ? "each step may take the direction whose distance, D (2) or E (4), is shorter, or suits its neighbours"
                        : "one of the distances D (2) and E (4) is no longer to be had (equations 6 and 8)";
            case ADDRESSING ->
                to.addressing() == Addressing.CIRCULAR
                        ? "a buffer may wrap around the end, so a chain always reaches its bound (equation 8)"
                        : "a buffer is one stretch of addresses, so neighbours may not find room at both ends (equation 8)";
            case ALIGNMENT -> "starts are multiples of the alignment, so distances are rounded up to it (section 7)";
        };
    }

    private static String ruleOf(WriteGranularity unit) {
        if (unit instanceof WriteGranularity.Group) {
            return "a pixel's window is read again for each group, while the groups before are written already:"
                    + " g = (K - 1) G in equation (7)";
        }
        if (unit instanceof WriteGranularity.Pixel) {
            return "all of a pixel is written when its window has been read for good: g = 0 in equation (7)";
        }
        return "a whole " + unit.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                + " is written when all that it needs has been read: fewer units in equation (2), and memory to stage it";
    }
}
