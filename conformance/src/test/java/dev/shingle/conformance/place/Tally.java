package dev.shingle.conformance.place;

import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.catalogue.Planners;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Our planner, the heuristics and CP-SAT on the same problems, side by side. */
final class Tally {

    /**
     * One problem.
     *
     * @param seed of the problem
     * @param bound of single steps
     * @param ours what our planner reaches
     * @param isClaimed whether it says that nothing is less
     * @param heuristics what the best of the heuristics reaches
     * @param least what CP-SAT says; -1 if it could not say
     */
    record Row(int seed, long bound, long ours, boolean isClaimed, long heuristics, long least) {

        boolean isDecided() {
            return least >= 0;
        }

        boolean isAboveBound() {
            return isDecided() && least > bound;
        }

        boolean isMissedByHeuristics() {
            return isDecided() && heuristics > least;
        }

        boolean isMissedByUs() {
            return isDecided() && ours > least;
        }
    }

    private final List<Row> rows;

    private Tally(List<Row> rows) {
        this.rows = rows;
    }

    /** Problems are independent of each other, so the rows do not depend on how many run at a time. */
    static Tally of(int problems, IntFunction<PlacementProblem> bySeed) {
        return new Tally(IntStream.range(0, problems)
                .parallel()
                .mapToObj(seed -> row(seed, bySeed.apply(seed)))
                .toList());
    }

    static Tally ofAll(List<Tally> tallies) {
        return new Tally(tallies.stream().flatMap(tally -> tally.rows.stream()).toList());
    }

    private static Row row(int seed, PlacementProblem problem) {
        PlacementResult ours = Planners.ours().place(problem, PlacementOptions.defaults());
        PlacementRules rules = new PlacementRules(problem);
        if (!rules.areKept(ours.arrangement(), ours.height())) {
            throw new AssertionError("seed " + seed + ": our placement breaks the rules");
        }
        long heuristics = OverlapHeuristics.leastHeight(problem);
        // A placement of this height is known and has been judged, so a model in which there is none is wrong.
        CpSatPlacement.Answer answer = CpSatPlacement.least(problem, ours.height());
        if (answer instanceof CpSatPlacement.Answer.None) {
            throw new AssertionError("seed " + seed + ": the model forbids a placement that keeps the rules");
        }
        long least = -1;
        if (answer instanceof CpSatPlacement.Answer.Least found) {
            least = found.words();
            if (!rules.areKept(found.arrangement(), least)) {
                throw new AssertionError("seed " + seed + ": CP-SAT's placement breaks the rules");
            }
        }
        long bound = LowerBound.of(problem).words();
        return new Row(seed, bound, ours.height(), ours.isOptimal(), heuristics, least);
    }

    List<Row> rows() {
        return rows;
    }

    int count(Predicate<Row> which) {
        return Math.toIntExact(rows.stream().filter(which).count());
    }

    int percent(Predicate<Row> which) {
        return rows.isEmpty() ? 0 : 100 * count(which) / rows.size();
    }

    @Override
    public String toString() {
        return String.format(
                "%d problems, %d undecided; optimum above the bound of single steps: %d (%d %%); missed by every heuristic:"
                        + " %d (%d %%); ours says optimal in %d, and misses %d",
                rows.size(),
                count(row -> !row.isDecided()),
                count(Row::isAboveBound),
                percent(Row::isAboveBound),
                count(Row::isMissedByHeuristics),
                percent(Row::isMissedByHeuristics),
                count(Row::isClaimed),
                count(Row::isMissedByUs));
    }
}
