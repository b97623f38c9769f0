package dev.shingle.sim.kernels.movement;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * An operator that only moves elements, of any type: bits are copied, run by run. Parts of a concatenation whose numbers mean
 * something else than the result's are converted on the way.
 */
public final class MovementKernel implements Kernel {

    private final Layer layer;
    private final Route route;
    private final OutputGrid grid;
    private final ImmutableList<IntUnaryOperator> conversions;

    private MovementKernel(Layer layer, Route route, ImmutableList<IntUnaryOperator> conversions) {
        this.layer = layer;
        this.route = route;
        this.conversions = conversions;
        grid = OutputGrid.of(layer.ofm().shape());
    }

    /**
     * The kernel of a layer.
     *
     * @param conversions for each operand, what is done to its bits; empty if nothing is
     * @return empty for a layer that computes something
     */
    public static Optional<Kernel> of(Layer layer, ImmutableList<IntUnaryOperator> conversions) {
        return Routes.of(layer).map(route -> new MovementKernel(layer, route, conversions));
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        Run run = new Run();
        return region -> compute(region, operands, results, run);
    }

    private void compute(Region region, Operands operands, Results results, Run run) {
        int border = border(operands);
        int[] elements = new int[region.elements()];
        Box.move(
                region,
                grid,
                (first, count, into, at) -> fetch(first, count, into, at, operands, run, border),
                elements);
        Box.move(region, grid, results.result(0)::writeIntegers, elements);
    }

    private void fetch(long first, int count, int[] into, int at, Operands operands, Run run, int border) {
        int done = 0;
        while (done < count) {
            route.follow(first + done, run);
            int length = (int) Math.min(run.count(), count - done);
            if (run.isBorder()) {
                Arrays.fill(into, at + done, at + done + length, border);
            } else {
                operands.operand(run.tensor()).readIntegers(run.element(), length, into, at + done);
                convert(run.tensor(), into, at + done, length);
            }
            done += length;
        }
    }

    private void convert(int operand, int[] elements, int at, int count) {
        if (conversions.isEmpty()) {
            return;
        }
        IntUnaryOperator conversion = conversions.get(operand);
        for (int i = at; i < at + count; i++) {
            elements[i] = conversion.applyAsInt(elements[i]);
        }
    }

    /** Bits that stand for zero, unless a pad says which. */
    private int border(Operands operands) {
        if (layer.operator() instanceof Operator.Pad && layer.operands().size() > 1) {
            int[] value = new int[1];
            operands.operand(1).readIntegers(0, 1, value, 0);
            return value[0];
        }
        Quantization quantization = layer.ofm().quantization();
        boolean isReal =
                layer.ofm().type() == ElementType.FLOAT32 || layer.ofm().type() == ElementType.FLOAT16;
        return isReal || !quantization.isQuantized()
                ? 0
                : Math.toIntExact(quantization.zeroPoints().get(0));
    }
}
