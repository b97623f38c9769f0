package dev.shingle.sim.energy;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multimaps;
import java.util.IntSummaryStatistics;
import java.util.LongSummaryStatistics;

/**
 * Turns a table of memories into curves: one set for each technology node and number of ports. Memories of several banks are
 * left out, for a bank is a memory of its own here.
 */
public final class EnergyFit {

    private EnergyFit() {}

    /**
     * Fits a table.
     *
     * @param source what the table is from, for reports
     * @throws IllegalArgumentException if a technology has too few memories, or there is none at all
     */
    public static SramModel fit(String source, ImmutableList<SramPoint> memories) {
        ImmutableList<SramPoint> points =
                memories.stream().filter(point -> point.banks() == 1).collect(toImmutableList());
        checkArgument(!points.isEmpty(), "%s has no memory of a single bank", source);
        ImmutableListMultimap<Group, SramPoint> groups =
                Multimaps.index(points, point -> new Group(point.technologyNanometres(), point.readWritePorts()));
        return new SramModel(
                source,
                groups.keySet().stream()
                        .sorted()
                        .map(group -> fit(groups.get(group)))
                        .collect(toImmutableList()));
    }

    /** What a set of curves is for. */
    private record Group(int technologyNanometres, int readWritePorts) implements Comparable<Group> {

        @Override
        public int compareTo(Group other) {
            return technologyNanometres != other.technologyNanometres
                    ? Integer.compare(technologyNanometres, other.technologyNanometres)
                    : Integer.compare(readWritePorts, other.readWritePorts);
        }
    }

    private static SramFit fit(ImmutableList<SramPoint> points) {
        ImmutableMap.Builder<SramFigure, SramCurve> curves = ImmutableMap.builder();
        for (SramFigure figure : SramFigure.values()) {
            curves.put(figure, CurveFitting.of(points, figure));
        }
        LongSummaryStatistics sizes =
                points.stream().mapToLong(SramPoint::sizeBytes).summaryStatistics();
        IntSummaryStatistics words =
                points.stream().mapToInt(SramPoint::wordBytes).summaryStatistics();
        return new SramFit(
                points.get(0).technologyNanometres(),
                points.get(0).readWritePorts(),
                points.size(),
                sizes.getMin(),
                sizes.getMax(),
                words.getMin(),
                words.getMax(),
                points.stream()
                        .mapToLong(point -> point.sizeBytes() / point.wordBytes())
                        .min()
                        .orElseThrow(),
                curves.buildOrThrow());
    }
}
