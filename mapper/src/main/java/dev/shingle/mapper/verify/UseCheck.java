package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a plan of sound structure states beside its offsets: bounds, alignment, directions, live ranges, bands. */
final class UseCheck {

    private final MemoryPlan plan;
    private final Machine machine;
    private final Findings findings;

    UseCheck(MemoryPlan plan, Findings findings) {
        this.plan = plan;
        this.machine = plan.machine();
        this.findings = findings;
    }

    void run() {
        checkPeak();
        plan.placements().forEach(this::checkOffset);
        checkLiveRanges();
        for (Step step : plan.steps()) {
            if (!machine.traversals().contains(step.traversal())) {
                findings.mismatch(step.index(), where(step), step.traversal(), "one of " + machine.traversals());
            }
        }
        checkBands();
    }

    private static String where(Step step) {
        return "step %d (%s)".formatted(step.index(), step.layer());
    }

    private void checkPeak() {
        machine.capacityBytes().ifPresent(capacityBytes -> {
            long words = machine.layout().wordsIn(capacityBytes);
            if (plan.peakWords() > words) {
                findings.add(new Finding.OutOfBounds("the plan", plan.peakWords(), words, "the capacity"));
            }
        });
        long highest =
                plan.placements().stream().mapToLong(Placement::endWords).max().orElse(0);
        if (machine.addressing() == Addressing.LINEAR && plan.peakWords() > highest) {
            findings.add(new Finding.FalseClaim(
                    Finding.WHOLE_PLAN,
                    "peak",
                    plan.peakWords() + " words",
                    highest + " words, where the last buffer ends"));
        }
        if (plan.bound().words() > plan.peakWords()) {
            findings.add(new Finding.FalseClaim(
                    Finding.WHOLE_PLAN,
                    "lower bound",
                    plan.bound().words() + " words",
                    "reached by this plan with " + plan.peakWords()));
        }
    }

    private void checkOffset(Placement placement) {
        String where = "buffer " + placement.buffer().name();
        if (placement.offsetWords() % machine.alignmentWords() != 0) {
            findings.add(new Finding.Misaligned(where, placement.offsetWords(), machine.alignmentWords()));
        }
        if (machine.addressing() == Addressing.LINEAR && placement.endWords() > plan.peakWords()) {
            findings.add(new Finding.OutOfBounds(where, placement.endWords(), plan.peakWords(), "the peak"));
        }
    }

    private void checkLiveRanges() {
        Map<String, int[]> used = new HashMap<>();
        plan.inputs().forEach(name -> widen(used, name, 0, 1));
        for (Step step : plan.steps()) {
            int index = step.index();
            step.operation().operands().stream()
                    .filter(TensorUse::isInScratchpad)
                    .forEach(use -> widen(used, use.name(), index, index + 1));
            step.operation().results().forEach(use -> widen(used, use.name(), index, index + 1));
        }
        int end = Math.max(1, plan.steps().size());
        plan.outputs().forEach(name -> widen(used, name, end - 1, end));
        for (Placement placement : plan.placements()) {
            Buffer buffer = placement.buffer();
            int[] range = used.get(buffer.name());
            if (range == null) {
                findings.mismatch(Finding.WHOLE_PLAN, "buffer " + buffer.name(), "no use", "a step that uses it");
            } else if (buffer.live().start() > range[0] || buffer.live().end() < range[1]) {
                findings.add(new Finding.FalseClaim(
                        Finding.WHOLE_PLAN,
                        "live range of " + buffer.name(),
                        "[%d, %d)"
                                .formatted(buffer.live().start(), buffer.live().end()),
                        "[%d, %d)".formatted(range[0], range[1])));
            }
        }
    }

    private static void widen(Map<String, int[]> used, String name, int start, int end) {
        int[] range = used.computeIfAbsent(name, unused -> new int[] {start, end});
        range[0] = Math.min(range[0], start);
        range[1] = Math.max(range[1], end);
    }

    /**
     * The steps that write a buffer, or a part of a joint one, must share its rows among them, none left out and none
     * written twice; different parts must not touch.
     */
    private void checkBands() {
        Map<Written, List<Step>> writers = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            for (TensorUse result : step.operation().results()) {
                Written written = new Written(result.name(), result.layoutOn(machine.layout()));
                writers.computeIfAbsent(written, unused -> new ArrayList<>()).add(step);
            }
        }
        checkParts(writers);
        writers.forEach((written, steps) -> {
            boolean sameLayer = steps.stream().map(Step::layer).distinct().count() == 1;
            int rows = StepScene.rowsOf(ReadRules.gridOf(steps.get(0).operation()));
            ImmutableList<RowRange> bands = ImmutableList.sortedCopyOf(
                    Comparator.comparingInt(RowRange::first),
                    steps.stream().map(Step::outputRows).toList());
            if (!sameLayer || !isPartition(bands, rows)) {
                findings.mismatch(
                        steps.get(0).index(),
                        "buffer " + written.buffer(),
                        "written as " + text(bands),
                        "rows 0 to " + rows + " once");
            }
        });
    }

    private record Written(String buffer, TensorLayout words) {}

    private void checkParts(Map<Written, List<Step>> writers) {
        ListMultimap<String, TensorLayout> parts =
                MultimapBuilder.linkedHashKeys().arrayListValues().build();
        writers.forEach((written, steps) -> {
            for (TensorLayout other : parts.get(written.buffer())) {
                if (OwnWords.meet(other, written.words())) {
                    findings.mismatch(
                            steps.get(0).index(),
                            "buffer " + written.buffer(),
                            "words written by two layers",
                            "parts that do not touch");
                }
            }
            parts.put(written.buffer(), written.words());
        });
    }

    private static String text(List<RowRange> bands) {
        return bands.stream()
                .map(band -> "[%d, %d)".formatted(band.first(), band.end()))
                .toList()
                .toString();
    }

    static boolean isPartition(List<RowRange> sorted, int rows) {
        int next = 0;
        for (RowRange band : sorted) {
            if (band.first() != next) {
                return false;
            }
            next = band.end();
        }
        return next == rows;
    }
}
