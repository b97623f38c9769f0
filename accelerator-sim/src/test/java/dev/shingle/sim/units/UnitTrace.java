package dev.shingle.sim.units;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import java.util.ArrayList;
import java.util.List;

/** Units as text, {@code (row,column) r0[first,end) ... w0[first,end) ...}, so that tests can show what they expect. */
final class UnitTrace implements UnitListener {

    private final List<StringBuilder> units = new ArrayList<>();

    static List<String> of(Operation operation, Machine machine, Traversal traversal) {
        return of(operation, machine, traversal, OutputGrid.of(operation).allRows());
    }

    static List<String> of(Operation operation, Machine machine, Traversal traversal, RowRange rows) {
        UnitTrace trace = new UnitTrace();
        Units.enumerate(operation, machine, traversal, rows, trace);
        return trace.units.stream().map(StringBuilder::toString).toList();
    }

    @Override
    public void beginUnit(int row, int column) {
        units.add(new StringBuilder()
                .append('(')
                .append(row)
                .append(',')
                .append(column)
                .append(')'));
    }

    @Override
    public void read(int operand, long firstWord, long endWord) {
        append("r" + operand, firstWord, endWord);
    }

    @Override
    public void write(int result, long firstWord, long endWord) {
        append("w" + result, firstWord, endWord);
    }

    private void append(String kind, long firstWord, long endWord) {
        units.get(units.size() - 1).append(" %s[%d,%d)".formatted(kind, firstWord, endWord));
    }
}
