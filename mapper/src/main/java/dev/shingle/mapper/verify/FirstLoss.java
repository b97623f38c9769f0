package dev.shingle.mapper.verify;

import dev.shingle.mapper.plan.LostElement;
import dev.shingle.networks.Operator;
import java.util.Optional;

/**
 * Finds the first lost element of a step that is known to lose some, by going through its units in execution order.
 *
 * <p>Within a unit the pixels come in the step's traversal, for each pixel the operands in their order, for each operand
 * the lowest lost word. Only words between the first and the last lost one of an operand are looked at.
 */
final class FirstLoss {

    private static final long NONE = Long.MAX_VALUE;

    private final PlanIndex index;
    private final Owners owners;
    private final StepScene scene;
    private final LostWords[] lost;

    FirstLoss(PlanIndex index, Owners owners, StepScene scene, LostWords[] lost) {
        this.index = index;
        this.owners = owners;
        this.scene = scene;
        this.lost = lost;
    }

    LostElement find() {
        if (scene.step().operation().operator() instanceof Operator.Opaque) {
            return firstOfOpaque();
        }
        return scene.lineBuffer().isPresent() ? firstThrough(scene.lineBuffer().get()) : firstOnGrid();
    }

    /** An opaque operator reads everything, operand after operand, when all is written. */
    private LostElement firstOfOpaque() {
        for (int i = 0; i < lost.length; i++) {
            if (lost[i].count() > 0) {
                return element(i, lost[i].first(), 1, 0, 0);
            }
        }
        throw new AssertionError("no operand of " + scene.step() + " is lost");
    }

    /** The streamed operand comes word by word; any other is taken to be read when the last pixel is written. */
    private LostElement firstThrough(LineBuffer buffer) {
        boolean isReverse = scene.grid().isReverse();
        for (int i = 0; i < lost.length; i++) {
            if (lost[i].count() > 0) {
                boolean streamed = scene.reads().get(i).operandIndex() == 0;
                long word = streamed && isReverse ? lost[i].last() : lost[i].first();
                long time = scene.reads().get(i).last().at(word);
                int[] pixel = streamed ? buffer.pixelWaitingAt(time) : buffer.lastPixel();
                return element(i, word, time, pixel[0], pixel[1]);
            }
        }
        throw new AssertionError("no operand of " + scene.step() + " is lost");
    }

    private LostElement firstOnGrid() {
        UnitGrid grid = scene.grid();
        OperandReads[] rules = new OperandReads[lost.length];
        for (int i = 0; i < lost.length; i++) {
            rules[i] =
                    ReadRules.of(scene.step().operation(), scene.reads().get(i).operandIndex());
        }
        for (int row = 0; row < grid.rowAxis().units(); row++) {
            for (int column = 0; column < grid.columnAxis().units(); column++) {
                for (int group = 0; group < grid.groupAxis().units(); group++) {
                    Optional<LostElement> first = firstOfUnit(rules, row, column, group);
                    if (first.isPresent()) {
                        return first.get();
                    }
                }
            }
        }
        throw new AssertionError("no unit of " + scene.step() + " reads a lost word");
    }

    private Optional<LostElement> firstOfUnit(OperandReads[] rules, int rowUnit, int columnUnit, int group) {
        UnitGrid grid = scene.grid();
        UnitGrid.Axis rows = grid.rowAxis();
        UnitGrid.Axis columns = grid.columnAxis();
        long time = grid.time(rowUnit, columnUnit, group);
        int firstRow = rows.firstIndex(rowUnit);
        int endRow = rows.endIndex(rowUnit);
        int firstColumn = columns.firstIndex(columnUnit);
        int endColumn = columns.endIndex(columnUnit);
        for (int i = 0; i < endRow - firstRow; i++) {
            int row = grid.isReverse() ? endRow - 1 - i : firstRow + i;
            for (int j = 0; j < endColumn - firstColumn; j++) {
                int column = grid.isReverse() ? endColumn - 1 - j : firstColumn + j;
                for (int operand = 0; operand < rules.length; operand++) {
                    long word = lowestLost(rules[operand], operand, row, column, group, time);
                    if (word != NONE) {
                        return Optional.of(element(operand, word, time, row, column));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private long lowestLost(OperandReads rule, int operand, int row, int column, int group, long time) {
        if (lost[operand].count() == 0) {
            return NONE;
        }
        StepScene.Read read = scene.reads().get(operand);
        UnitGrid.Axis groups = scene.grid().groupAxis();
        long[] lowest = {NONE};
        rule.visit(row, column, groups.firstIndex(group), groups.endIndex(group), (pixel, from, end) -> {
            long first = Math.max(lost[operand].first(), read.layout().firstWord(pixel, from));
            long last = Math.min(lost[operand].last(), read.layout().lastWord(pixel, end - 1));
            for (long word = first; word <= last && word < lowest[0]; word++) {
                if (!ownerAt(read, word, time).isOf(read.buffer())) {
                    lowest[0] = word;
                }
            }
        });
        return lowest[0];
    }

    /** Whose word lies where a word of the operand should be, before the unit of the given time writes. */
    private Owners.Owner ownerAt(StepScene.Read read, long word, long time) {
        long address = index.memory().address(read.placement(), word);
        Owners.Owner owner = owners.at(address);
        long writtenAt = WordTimes.NEVER;
        for (StepScene.Write write : scene.writes()) {
            long result = index.memory().wordAt(write.placement(), address);
            long at = result < 0 ? WordTimes.NEVER : write.last().latestBefore(result, time);
            if (at != WordTimes.NEVER && at >= writtenAt) {
                writtenAt = at;
                owner = new Owners.Owner(write.buffer(), scene.step().index());
            }
        }
        return owner;
    }

    private LostElement element(int operand, long word, long time, int row, int column) {
        StepScene.Read read = scene.reads().get(operand);
        Culprit.Reading reading =
                new Culprit.Reading(scene.step().index(), scene.step().layer(), row, column);
        return new Culprit(index, owners).describe(reading, read.buffer(), word, ownerAt(read, word, time));
    }
}
