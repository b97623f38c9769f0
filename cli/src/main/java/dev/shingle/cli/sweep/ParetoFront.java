package dev.shingle.cli.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The points that no other point beats: none does at least as much work with no more SRAM at no more cost, and is better in
 * one of the three. The amount of work stands in for what a network can do; without it, the smallest network of all would
 * beat every other.
 *
 * <p>Points are taken by falling work. Those before a point do at least as much; so it is beaten if one of them lies below
 * and to the left of it, which a staircase of the best so far tells:
 *
 * <pre>
 *   cost |  *--.             SRAM -&gt; least cost with at most so much; a point above the staircase is beaten
 *        |     *-----.
 *        +-----------*---- SRAM
 * </pre>
 *
 * Time O(n log n). Of points that are equal in all three, one is kept.
 */
final class ParetoFront {

    private final TreeMap<Double, Double> staircase = new TreeMap<>();

    private ParetoFront() {}

    /** The front, by rising SRAM. */
    static ImmutableList<PlotPoint> of(ImmutableList<PlotPoint> points) {
        ParetoFront front = new ParetoFront();
        return points.stream()
                .sorted(Comparator.comparingDouble(PlotPoint::macs)
                        .reversed()
                        .thenComparingDouble(PlotPoint::sramBytes)
                        .thenComparingDouble(PlotPoint::cost))
                .filter(front::isUnbeaten)
                .collect(toImmutableList())
                .stream()
                .sorted(Comparator.comparingDouble(PlotPoint::sramBytes).thenComparingDouble(PlotPoint::cost))
                .collect(toImmutableList());
    }

    /** An equal point that came before beats it, too. */
    private boolean isUnbeaten(PlotPoint point) {
        Map.Entry<Double, Double> below = staircase.floorEntry(point.sramBytes());
        if (below != null && below.getValue() <= point.cost()) {
            return false;
        }
        staircase.tailMap(point.sramBytes(), true).values().removeIf(cost -> cost >= point.cost());
        staircase.put(point.sramBytes(), point.cost());
        return true;
    }
}
