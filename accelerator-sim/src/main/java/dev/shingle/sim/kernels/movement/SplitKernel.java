package dev.shingle.sim.kernels.movement;

import static com.google.common.collect.ImmutableList.toImmutableList;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** A split runs over its operand: a unit reads a box of it and hands it out. */
public final class SplitKernel implements Kernel {

    private final Route route;
    private final OutputGrid grid;

    public SplitKernel(Layer layer, Operator.Split split) {
        route = JointRoute.of(layer.outputs().stream().map(FeatureMap::shape).collect(toImmutableList()), split.axis());
        grid = OutputGrid.of(layer.operands().get(0).shape());
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        Run run = new Run();
        return region -> compute(region, operands, results, run);
    }

    private void compute(Region region, Operands operands, Results results, Run run) {
        int[] elements = new int[region.elements()];
        Box.move(region, grid, operands.operand(0)::readIntegers, elements);
        Box.move(region, grid, (first, count, from, at) -> hand(first, count, from, at, results, run), elements);
    }

    private void hand(long first, int count, int[] from, int at, Results results, Run run) {
        int done = 0;
        while (done < count) {
            route.follow(first + done, run);
            int length = (int) Math.min(run.count(), count - done);
            results.result(run.tensor()).writeIntegers(run.element(), length, from, at + done);
            done += length;
        }
    }
}
