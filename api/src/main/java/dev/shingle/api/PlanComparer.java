package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.shingle.api.PlanComparison.Cause;
import dev.shingle.api.PlanComparison.Pair;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.simplify.PassReport;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Compares plans, or plans something in order to compare it. */
final class PlanComparer {

    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private final PlanFigures a;
    private final PlanFigures b;
    private final ImmutableList<Pair> pairs;
    private final ImmutableList.Builder<Cause> causes = ImmutableList.builder();

    private PlanComparer(PlanFigures a, PlanFigures b) {
        this.a = a;
        this.b = b;
        this.pairs = StepAlignment.of(a.steps(), b.steps());
    }

    /** Two plans, whoever made them. Nothing is planned, so differences of machines have no effect in bytes of their own. */
    static PlanComparison plans(MemoryPlan first, MemoryPlan second) {
        PlanComparer comparer = new PlanComparer(PlanReading.figures(first), PlanReading.figures(second));
        Machine before = first.machine();
        for (MachineDifference difference : MachineDifference.between(first.machine(), second.machine())) {
            comparer.add(
                    difference.difference(),
                    difference.rule(),
                    distances(
                            difference.after().layout().equals(first.machine().layout()) ? first : second,
                            before,
                            difference.after()));
            before = difference.after();
        }
        comparer.addNetworks();
        comparer.addPlanners();
        return comparer.build();
    }

    /** How one ability changes the distances of a plan's steps; not told where it changes the words that they are counted in. */
    private static String distances(MemoryPlan plan, Machine before, Machine after) {
        boolean sameWords = before.layout().equals(plan.machine().layout())
                && after.layout().equals(plan.machine().layout());
        return sameWords ? distancesAtThePeak(PlanReading.figures(plan, before), PlanReading.figures(plan, after)) : "";
    }

    /** One network on two machines, and on those in between. */
    static PlanComparison machines(Schedule schedule, Machine from, Machine to) {
        PlanFigures a = planned(schedule.on(from));
        PlanFigures b = planned(schedule.on(to));
        PlanComparer comparer = new PlanComparer(a, b);
        PlanFigures before = a;
        for (MachineDifference difference : MachineDifference.between(from, to)) {
            PlanFigures after = planned(schedule.on(difference.after()));
            comparer.causes.add(new Cause(
                    difference.difference(),
                    difference.rule(),
                    OptionalLong.of(after.peakBytes() - before.peakBytes()),
                    distancesAtThePeak(before, after)));
            before = after;
        }
        return comparer.build();
    }

    /** Two networks on one machine. */
    static PlanComparison networks(Schedule first, Model one, Schedule second, Model other) {
        PlanComparer comparer = new PlanComparer(planned(first), planned(second));
        comparer.addNetworks();
        comparer.addPasses(one, other);
        return comparer.build();
    }

    private static PlanFigures planned(Schedule schedule) {
        PlanningResult result = new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
        if (!(result instanceof PlanningResult.Planned planned)) {
            throw new AssertionError("no plan without a capacity: " + result);
        }
        return PlanReading.figures(planned.plan());
    }

    private PlanComparison build() {
        addPeaks();
        return new PlanComparison(a, b, causes.build(), pairs);
    }

    private void add(String difference, String rule, String evidence) {
        causes.add(new Cause(difference, rule, UNKNOWN, evidence));
    }

    private void addNetworks() {
        if (a.networkHash().equals(b.networkHash())) {
            return;
        }
        if (!a.inputs().equals(b.inputs())) {
            add(
                    "input " + a.inputs() + " -> " + b.inputs(),
                    "pixels and channels of the feature maps behind it follow",
                    "");
        }
        if (!a.elementTypes().equals(b.elementTypes())) {
            add(
                    "element types " + a.elementTypes() + " -> " + b.elementTypes(),
                    "sizes and distances are proportional to an element's bits e (equation 1)",
                    "");
        }
        long onlyA = pairs.stream().filter(pair -> pair.b().isEmpty()).count();
        long onlyB = pairs.stream().filter(pair -> pair.a().isEmpty()).count();
        if (onlyA + onlyB > 0) {
            add(
                    "layers: %d in A only, %d in B only".formatted(onlyA, onlyB),
                    "a tensor may be overlapped only by a result of the last operator that reads it (section 5)",
                    "");
        }
    }

    private void addPasses(Model one, Model other) {
        ImmutableSet<String> first = applied(one);
        ImmutableSet<String> second = applied(other);
        Sets.symmetricDifference(first, second)
                .forEach(pass -> add(
                        "pass " + pass + " changed " + (first.contains(pass) ? "A" : "B") + " only",
                        "what a pass folds away is no tensor any more",
                        ""));
    }

    private static ImmutableSet<String> applied(Model model) {
        return model.passes().stream()
                .filter(pass -> pass.enabled() && pass.changes() > 0)
                .map(PassReport::pass)
                .collect(ImmutableSet.toImmutableSet());
    }

    private void addPlanners() {
        if (!a.planner().equals(b.planner())) {
            Optional<Pair> widest = pairs.stream()
                    .filter(pair -> pair.a().isPresent() && pair.b().isPresent())
                    .max((x, y) -> Long.compare(overlapChange(x), overlapChange(y)))
                    .filter(pair -> overlapChange(pair) > 0);
            add(
                    "planner " + a.planner() + " -> " + b.planner(),
                    "planners differ in which results they lay over dying inputs (equation 9)",
                    widest.map(PlanComparer::overlaps).orElse(""));
        }
    }

    private static long overlapChange(Pair pair) {
        return Math.abs(
                pair.b().orElseThrow().overlapBytes() - pair.a().orElseThrow().overlapBytes());
    }

    private static String overlaps(Pair pair) {
        PlanStep one = pair.a().orElseThrow();
        return String.format(
                Locale.ROOT,
                "step %d (%s): the result shares %,d -> %,d B with what it is made from",
                one.step(),
                one.layer(),
                one.overlapBytes(),
                pair.b().orElseThrow().overlapBytes());
    }

    /** Which layer sets the peak: the reason behind the reasons. */
    private void addPeaks() {
        if (a.peakStep().isEmpty() || b.peakStep().isEmpty()) {
            return;
        }
        PlanStep one = a.steps().get(a.peakStep().getAsInt());
        PlanStep other = b.steps().get(b.peakStep().getAsInt());
        boolean same = pairs.contains(new Pair(Optional.of(one), Optional.of(other)));
        if (!same || one.plannedBytes() != other.plannedBytes()) {
            add(
                    "peak at " + place(one) + (same ? ", with other bytes" : " -> " + place(other)),
                    "the step that needs most decides (equation 8, section 5)",
                    needs("A", one) + "; " + needs("B", other));
        }
    }

    private static String place(PlanStep step) {
        return "step " + step.step() + " (" + step.layer() + ")";
    }

    private static String needs(String side, PlanStep step) {
        return String.format(
                Locale.ROOT,
                "%s: %,d in + %,d out + %,d kept - %,d shared = %,d B",
                side,
                step.inputBytes(),
                step.outputBytes(),
                step.keptBytes(),
                step.disjointBytes() - step.plannedBytes(),
                step.plannedBytes());
    }

    /** Distances at the step that sets the peak afterwards; where they stay, at the step where they change most. */
    private static String distancesAtThePeak(PlanFigures before, PlanFigures after) {
        ImmutableList<Pair> both = StepAlignment.of(before.steps(), after.steps());
        OptionalInt peak = after.peakStep();
        Optional<Pair> shown = both.stream()
                .filter(PlanComparer::changesDistance)
                .max((x, y) -> Long.compare(weight(x, peak), weight(y, peak)));
        return shown.map(pair -> {
                    PlanStep one = pair.a().orElseThrow();
                    PlanStep other = pair.b().orElseThrow();
                    return place(other) + ": D " + bytes(one.forwardDistance()) + " -> "
                            + bytes(other.forwardDistance())
                            + ", E " + bytes(one.reverseDistance()) + " -> " + bytes(other.reverseDistance())
                            + " B";
                })
                .orElse("no layer's distance changes");
    }

    private static boolean changesDistance(Pair pair) {
        return pair.a().isPresent()
                && pair.b().isPresent()
                && !(pair.a().get().forwardDistance().equals(pair.b().get().forwardDistance())
                        && pair.a()
                                .get()
                                .reverseDistance()
                                .equals(pair.b().get().reverseDistance()));
    }

    private static long weight(Pair pair, OptionalInt peak) {
        PlanStep after = pair.b().orElseThrow();
        return peak.isPresent() && peak.getAsInt() == after.step() ? Long.MAX_VALUE : after.plannedBytes();
    }

    private static String bytes(Optional<Distance> distance) {
        return distance.map(it -> it.isFree() ? "free" : String.format(Locale.ROOT, "%,d", it.words()))
                .orElse("-");
    }
}
