package dev.shingle.fpga.maps;

import dev.shingle.fpga.maps.AddressMap.MappedBuffer;
import dev.shingle.fpga.maps.AddressMap.MappedStep;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.Comparator;
import java.util.Locale;

/**
 * The map for people, in the manner of a linker's: by address, then by step, words and bytes side by side, each line with a
 * picture of the scratchpad. Names stand at the end of lines, where they may be of any length.
 */
public final class PlanMap {

    private final AddressMap map;
    private final MemoryPlan plan;
    private final Layout layout;
    private final StringBuilder text = new StringBuilder();

    private PlanMap(AddressMap map) {
        this.map = map;
        this.plan = map.plan();
        this.layout = plan.machine().layout();
    }

    /** The file {@code plan.map}. */
    public static String write(AddressMap map) {
        return new PlanMap(map).write();
    }

    private String write() {
        line(
                "%s on %s, planner %s",
                visible(plan.network()), visible(plan.machine().name()), plan.planner());
        line(
                "peak %d words of %d bits, %d bytes, %s addresses",
                plan.peakWords(), layout.wordBits(), plan.peakBytes(), map.isCircular() ? "circular" : "linear");
        line(
                "no plan needs less than %d words: %s",
                plan.bound().words(), visible(plan.bound().reason()));
        MappedStep peak = map.peakStep();
        line(
                "most is live in step %d: %d words, layer %s",
                peak.step().index(), peak.liveWords(), visible(peak.step().layer()));
        line("");
        line("By address (end: the word or byte behind the last; steps: from the first to the last that needs it)");
        line("");
        line("%10s %10s %12s %12s %11s  %-42s buffer", "word", "end", "byte", "end", "steps", "");
        map.buffers().stream()
                .sorted(Comparator.comparingLong(
                                (MappedBuffer buffer) -> buffer.place().firstWord())
                        .thenComparing(
                                buffer -> buffer.placement().buffer().live().start()))
                .forEach(this::buffer);
        line("");
        line("By step (picture: = what is read, # what is written, X both; > forward, < reverse)");
        line("");
        line("%5s %10s %10s %12s %10s    %-42s layer", "step", "in word", "out word", "out byte", "live words", "");
        map.steps().forEach(this::step);
        return text.toString();
    }

    private void buffer(MappedBuffer mapped) {
        Buffer buffer = mapped.placement().buffer();
        Place place = mapped.place();
        line(
                "%10d %10d %12d %12d %5d-%-5d  %s %s",
                place.firstWord(),
                place.endWord(),
                layout.bytesOf(place.firstWord()),
                layout.bytesOf(place.endWord()),
                buffer.live().start(),
                buffer.live().end() - 1,
                new Bar(plan.peakWords()).mark(place, '#'),
                visible(buffer.name()) + role(buffer.name()));
    }

    private String role(String name) {
        return (plan.inputs().contains(name) ? " (input)" : "")
                + (plan.outputs().contains(name) ? " (output)" : "");
    }

    private void step(MappedStep mapped) {
        Bar bar = new Bar(plan.peakWords());
        mapped.reads().forEach(place -> bar.mark(place, '='));
        mapped.writes().forEach(place -> bar.mark(place, '#'));
        long out = mapped.writes().get(0).firstWord();
        String in = mapped.reads().stream()
                .map(place -> String.valueOf(place.firstWord()))
                .reduce((a, b) -> a + "," + b)
                .orElse("-");
        line(
                "%5d %10s %10d %12d %10d %s%s %s %s",
                mapped.step().index(),
                in,
                out,
                layout.bytesOf(out),
                mapped.liveWords(),
                mapped.step().traversal() == Traversal.REVERSE ? "<" : ">",
                mapped.step().index() == map.peakStep().step().index() ? "*" : " ",
                bar,
                visible(mapped.step().layer()));
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }

    /** Names come from files; nothing in them may break a line. */
    static String visible(String name) {
        return name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
