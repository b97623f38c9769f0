package dev.shingle.sim.kernels.weighted;

import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.window.WindowRows;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** Results of a unit, held back until everything has been read. Grows to the largest unit. */
final class UnitBuffer<A> {

    private final OutputGrid grid;
    private final WindowRows.Numbers<A> numbers;
    private final Box.Mover<A> outputs;
    private A elements;
    private int capacity;

    UnitBuffer(OutputGrid grid, WindowRows.Numbers<A> numbers, Box.Mover<A> outputs) {
        this.grid = grid;
        this.numbers = numbers;
        this.outputs = outputs;
        elements = numbers.row(0);
    }

    A of(Region region) {
        if (capacity < region.elements()) {
            capacity = region.elements();
            elements = numbers.row(capacity);
        }
        return elements;
    }

    void store(Region region) {
        Box.move(region, grid, outputs, elements);
    }
}
