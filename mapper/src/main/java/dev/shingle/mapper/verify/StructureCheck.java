package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a plan makes sense at all: names, sizes, shapes, indices. Without that a replay would have no meaning. */
final class StructureCheck {

    private static final long MOST_ELEMENTS = 1L << 33;
    private static final long FARTHEST_WORD = 1L << 56;

    private final MemoryPlan plan;
    private final Machine machine;
    private final Findings findings;
    private final Map<String, Placement> placements = new HashMap<>();

    StructureCheck(MemoryPlan plan, Findings findings) {
        this.plan = plan;
        this.machine = plan.machine();
        this.findings = findings;
    }

    void run() {
        for (Placement placement : plan.placements()) {
            checkPlacement(placement);
        }
        checkHostBuffers("input", plan.inputs());
        checkHostBuffers("output", plan.outputs());
        for (int i = 0; i < plan.steps().size(); i++) {
            checkStep(i, plan.steps().get(i));
        }
    }

    private void checkPlacement(Placement placement) {
        Buffer buffer = placement.buffer();
        String where = "buffer " + buffer.name();
        if (placements.put(buffer.name(), placement) != null) {
            findings.mismatch(Finding.WHOLE_PLAN, where, "two of this name", "one");
        }
        if (isTooLarge(buffer.shape())) {
            findings.mismatch(Finding.WHOLE_PLAN, where, buffer.shape(), "a shape small enough to be checked");
            return;
        }
        long words = machine.layout()
                .of(buffer.shape(), buffer.type(), buffer.dense())
                .sizeWords();
        if (words != buffer.sizeWords()) {
            findings.mismatch(Finding.WHOLE_PLAN, where, buffer.sizeWords() + " words", words + " words");
        }
        boolean wraps = machine.addressing() == Addressing.CIRCULAR;
        if (wraps && (buffer.sizeWords() > plan.peakWords() || placement.offsetWords() >= plan.peakWords())) {
            long end = Math.max(buffer.sizeWords(), placement.offsetWords() + 1);
            findings.add(new Finding.OutOfBounds(where, end, plan.peakWords(), "the circular scratchpad"));
        } else if (placement.offsetWords() > FARTHEST_WORD || plan.peakWords() > FARTHEST_WORD) {
            findings.add(new Finding.OutOfBounds(where, placement.offsetWords(), FARTHEST_WORD, "any scratchpad"));
        }
    }

    private static boolean isTooLarge(Shape shape) {
        return shape.elements() > MOST_ELEMENTS || ShapeRules.isTooLong(shape);
    }

    private void checkHostBuffers(String role, Iterable<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!placements.containsKey(name)) {
                findings.mismatch(Finding.WHOLE_PLAN, role + " " + name, "no such buffer", "a buffer of the plan");
            }
            if (!seen.add(name)) {
                findings.mismatch(Finding.WHOLE_PLAN, role + " " + name, "listed twice", "listed once");
            }
        }
    }

    private void checkStep(int index, Step step) {
        String where = "step %d (%s)".formatted(index, step.layer());
        if (step.index() != index) {
            findings.mismatch(index, where, "index " + step.index(), "index " + index);
        }
        Operation operation = step.operation();
        ShapeRules.problem(operation)
                .ifPresent(problem -> findings.mismatch(index, where, problem, "an operator that fits its shapes"));
        Set<String> written = new HashSet<>();
        List<TensorUse> earlier = new ArrayList<>();
        for (TensorUse result : operation.results()) {
            checkUse(index, where + ", result " + result.name(), result);
            if (!result.isInScratchpad() || plan.inputs().contains(result.name()) || meetsOneOf(earlier, result)) {
                findings.mismatch(
                        index, where, "result " + result.name(), "each result in a scratchpad buffer of its own");
            }
            written.add(result.name());
            earlier.add(result);
        }
        for (TensorUse operand : operation.operands()) {
            if (operand.isInScratchpad()) {
                checkUse(index, where + ", operand " + operand.name(), operand);
                if (meetsOneOf(earlier, operand)) {
                    findings.mismatch(index, where, operand.name() + " read and written", "another buffer to write");
                }
            }
        }
        checkRows(index, where, step);
        checkClaims(index, where, step, written);
    }

    /** Two uses of one buffer share words unless they are different parts of a joint tensor. */
    private boolean meetsOneOf(List<TensorUse> uses, TensorUse use) {
        return uses.stream()
                .filter(other -> other.name().equals(use.name()))
                .filter(other -> isSound(other) && isSound(use))
                .anyMatch(other -> !SliceRules.areApart(use, other, machine.layout()));
    }

    private boolean isSound(TensorUse use) {
        Placement placement = placements.get(use.name());
        return use.slice().isEmpty()
                || (placement != null
                        && !isTooLarge(use.shape())
                        && SliceRules.problem(use, placement.buffer(), machine.layout())
                                .isEmpty());
    }

    private void checkUse(int index, String where, TensorUse use) {
        Placement placement = placements.get(use.name());
        if (placement == null) {
            findings.mismatch(index, where, "no such buffer", "a buffer of the plan");
            return;
        }
        Buffer buffer = placement.buffer();
        if (isTooLarge(use.shape()) || isTooLarge(buffer.shape())) {
            return;
        }
        if (use.slice().isPresent()) {
            SliceRules.problem(use, buffer, machine.layout())
                    .ifPresent(problem -> findings.mismatch(
                            index, where, problem, "a part of the " + buffer.sizeWords() + " words of " + use.name()));
            return;
        }
        if (!sameWords(machine.layout(), use, buffer)) {
            findings.mismatch(
                    index,
                    where,
                    describe(use.shape(), use.type(), use.dense()),
                    describe(buffer.shape(), buffer.type(), buffer.dense()) + " or a view of the same words");
        }
    }

    /** Whether an element has the same bits in both: same count and width, and the same padding or none in either. */
    private static boolean sameWords(Layout layout, TensorUse use, Buffer buffer) {
        return sameWords(
                layout.of(use.shape(), use.type(), use.dense()),
                layout.of(buffer.shape(), buffer.type(), buffer.dense()));
    }

    static boolean sameWords(TensorLayout one, TensorLayout other) {
        boolean unpadded = one.storedChannels() == one.channels() && other.storedChannels() == other.channels();
        boolean samePixels = one.channels() == other.channels() && one.storedChannels() == other.storedChannels();
        return one.elementBits() == other.elementBits()
                && one.pixels() * one.channels() == other.pixels() * other.channels()
                && (unpadded || samePixels);
    }

    private static String describe(Shape shape, ElementType type, boolean dense) {
        return shape + " " + type + (dense ? " dense" : "");
    }

    private void checkRows(int index, String where, Step step) {
        if (step.operation().results().isEmpty()) {
            return;
        }
        Shape grid = ReadRules.gridOf(step.operation());
        if (isTooLarge(grid)) {
            return;
        }
        int rows = StepScene.rowsOf(grid);
        if (step.outputRows().end() > rows) {
            findings.mismatch(
                    index, where, "output rows up to " + step.outputRows().end(), rows + " rows");
        }
        boolean isBand = step.outputRows().end() - step.outputRows().first() < rows;
        Operator operator = step.operation().operator();
        boolean needsAll = operator instanceof Operator.Opaque
                || (operator instanceof Operator.Split split
                        && split.axis()
                                < step.operation().operands().get(0).shape().rank() - 2);
        if (isBand && needsAll) {
            findings.mismatch(index, where, "a band of rows", "all rows, which " + operator.displayName() + " needs");
        }
    }

    private void checkClaims(int index, String where, Step step, Set<String> written) {
        for (Step.DistanceClaim claim : step.distances()) {
            boolean isRead = step.operation().operands().stream()
                    .anyMatch(use -> use.isInScratchpad() && use.name().equals(claim.operand()));
            if (!isRead || !written.contains(claim.result())) {
                findings.mismatch(
                        index,
                        where,
                        "a distance of %s to %s".formatted(claim.result(), claim.operand()),
                        "distances of its results to its operands");
            }
        }
    }
}
