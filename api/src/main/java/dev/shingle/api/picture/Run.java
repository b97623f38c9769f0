package dev.shingle.api.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The words of a buffer at consecutive addresses: all of them, or those below or above the wrap of a circular scratchpad. */
final class Run {

    private final Edge starts;
    private final Edge ends;
    private final double bytesPerWord;

    Run(Edge starts, Edge ends, double bytesPerWord) {
        this.starts = starts;
        this.ends = ends;
        this.bytesPerWord = bytesPerWord;
    }

    Outline outline() {
        return new Outline(points(), largestBox());
    }

    /** Up along the starts, down along the ends. */
    private ImmutableList<Point> points() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < starts.stairs(); i++) {
            corner(points, starts.time(i), starts.bottom(i));
            corner(points, starts.time(i), starts.top(i));
        }
        for (int i = ends.stairs() - 1; i >= 0; i--) {
            corner(points, ends.time(i), ends.top(i));
            corner(points, ends.time(i), ends.bottom(i));
        }
        return ImmutableList.copyOf(points);
    }

    /** Goes on straight where the last two corners and this one are in line. */
    private void corner(List<Point> points, double step, long address) {
        Point next = new Point(step, address * bytesPerWord);
        int size = points.size();
        if (size >= 2
                && points.get(size - 1).step() == step
                && points.get(size - 2).step() == step) {
            points.set(size - 1, next);
        } else {
            points.add(next);
        }
    }

    /** Tries every range of stairs: quadratic, for some hundred at most. */
    private Box largestBox() {
        long[] cuts = LongStream.concat(LongStream.of(starts.cuts()), LongStream.of(ends.cuts()))
                .sorted()
                .distinct()
                .toArray();
        Box largest = new Box(starts.time(0), starts.time(0), cuts[0] * bytesPerWord, cuts[0] * bytesPerWord);
        for (int first = 0; first + 1 < cuts.length; first++) {
            double from = Double.NEGATIVE_INFINITY;
            double to = Double.POSITIVE_INFINITY;
            for (int last = first; last + 1 < cuts.length; last++) {
                from = Math.max(from, starts.timeAt(cuts[last]));
                to = Math.min(to, ends.timeAt(cuts[last]));
                Box box = new Box(from, to, cuts[first] * bytesPerWord, cuts[last + 1] * bytesPerWord);
                if (to > from && box.area() > largest.area()) {
                    largest = box;
                }
            }
        }
        return largest;
    }
}
