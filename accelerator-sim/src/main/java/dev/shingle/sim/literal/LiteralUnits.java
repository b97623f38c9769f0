package dev.shingle.sim.literal;

import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The units of a step as lists of grid elements: every element is given the key of its unit, and the keys are sorted. */
final class LiteralUnits {

    /** Position of a unit: tile row, tile column, channel group. */
    private record Key(int row, int column, int group) {}

    private LiteralUnits() {}

    static List<List<Element>> of(Step step, Machine machine, boolean isBehindLineBuffer) {
        boolean isForward = step.traversal() == Traversal.FORWARD;
        boolean groupsAscend = isForward || machine.groupOrder() == GroupOrder.ASCENDING;
        Comparator<Key> rows = Comparator.comparing(Key::row);
        Comparator<Key> columns = Comparator.comparing(Key::column);
        Comparator<Key> groups = Comparator.comparing(Key::group);
        Comparator<Key> order = (isForward ? rows : rows.reversed())
                .thenComparing(isForward ? columns : columns.reversed())
                .thenComparing(groupsAscend ? groups : groups.reversed());
        TreeMap<Key, List<Element>> units = new TreeMap<>(order);
        for (Element element : Element.allOf(grid(step))) {
            if (element.row() >= step.outputRows().first()
                    && element.row() < step.outputRows().end()) {
                Key key = key(element, step, machine.writeGranularity(), isBehindLineBuffer);
                units.computeIfAbsent(key, absent -> new ArrayList<>()).add(element);
            }
        }
        return new ArrayList<>(units.values());
    }

    static Shape grid(Step step) {
        boolean isSplit = step.operation().operator() instanceof Operator.Split;
        return (isSplit ? step.operation().operands() : step.operation().results())
                .get(0)
                .shape();
    }

    private static Key key(Element element, Step step, WriteGranularity granularity, boolean isBehindLineBuffer) {
        if (granularity instanceof WriteGranularity.Row) {
            return new Key(element.row(), 0, 0);
        } else if (granularity instanceof WriteGranularity.Tensor) {
            return new Key(0, 0, 0);
        } else if (isBehindLineBuffer) {
            return new Key(element.row(), element.column(), 0);
        } else if (granularity instanceof WriteGranularity.Group group) {
            return new Key(element.row(), element.column(), element.channel() / group.channels());
        } else if (granularity instanceof WriteGranularity.Tile tile) {
            int row = (element.row() - step.outputRows().first()) / tile.rows();
            return new Key(row, element.column() / tile.columns(), 0);
        }
        return new Key(element.row(), element.column(), 0);
    }
}
