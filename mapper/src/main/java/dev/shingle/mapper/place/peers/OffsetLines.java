package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** The contour of what is placed: for every step the height up to which nothing more will be put; equal ones joined. */
final class OffsetLines {

    /** One height from step {@code from} up to step {@code to}, exclusive. */
    record Line(int from, int to, long offset) {

        boolean contains(LiveRange live) {
            return from <= live.start() && live.end() <= to;
        }
    }

    private final List<Line> lines = new ArrayList<>();

    OffsetLines(int steps) {
        lines.add(new Line(0, steps, 0));
    }

    /** The lowest line, the earliest of several. */
    Line lowest() {
        return lines.stream()
                .min(Comparator.comparingLong(Line::offset))
                .orElseThrow(() -> new AssertionError("a contour without lines"));
    }

    /** A part of the line rises to a new height. */
    void raise(Line line, LiveRange part, long offset) {
        int at = lines.indexOf(line);
        lines.remove(at);
        if (part.end() < line.to()) {
            lines.add(at, new Line(part.end(), line.to(), line.offset()));
        }
        lines.add(at, new Line(part.start(), part.end(), offset));
        if (line.from() < part.start()) {
            lines.add(at, new Line(line.from(), part.start(), line.offset()));
        }
        join();
    }

    /** The line rises to the lower one of its neighbours, or to {@code atMost} if that is lower still. */
    void lift(Line line, OptionalLong atMost) {
        int at = lines.indexOf(line);
        long offset = atMost.orElse(Long.MAX_VALUE);
        if (at > 0) {
            offset = Math.min(offset, lines.get(at - 1).offset());
        }
        if (at + 1 < lines.size()) {
            offset = Math.min(offset, lines.get(at + 1).offset());
        }
        if (offset == Long.MAX_VALUE || offset <= line.offset()) {
            throw new AssertionError("nothing to lift " + line + " to");
        }
        lines.set(at, new Line(line.from(), line.to(), offset));
        join();
    }

    private void join() {
        for (int i = lines.size() - 1; i > 0; i--) {
            Line left = lines.get(i - 1);
            Line right = lines.get(i);
            if (left.offset() == right.offset()) {
                lines.remove(i);
                lines.set(i - 1, new Line(left.from(), right.to(), left.offset()));
            }
        }
    }
}
