package dev.shingle.sim.kernels.reduction;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.util.function.LongFunction;

/** Reduction over whole axes. Where the innermost axis is kept, results that lie together are folded together. */
public final class ReductionKernel implements Kernel {

    private final ReducedElements elements;
    private final OutputGrid grid;
    private final LongFunction<Fold> folds;

    /**
     * The kernel of a layer.
     *
     * @param folds makes what folds, from the number of elements that each result is made of
     */
    public ReductionKernel(Layer layer, Operator.Reduce reduce, LongFunction<Fold> folds) {
        this.folds = folds;
        Shape operand = layer.operands().get(0).shape();
        elements = new ReducedElements(reduce, operand);
        grid = OutputGrid.of(layer.ofm().shape());
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        Fold fold = folds.apply(elements.elements());
        return region -> compute(region, operands.operand(0), results, fold);
    }

    private void compute(Region region, ElementSource source, Results results, Fold fold) {
        fold.begin(region.elements());
        Box.move(region, grid, (first, count, into, at) -> fold(source, first, count, into, at), fold);
        fold.store(region, grid, results.result(0));
    }

    private void fold(ElementSource source, long first, int count, Fold fold, int at) {
        int done = 0;
        while (done < count) {
            int length = (int) Math.min(elements.together(first + done), count - done);
            long start = elements.first(first + done);
            for (int run = 0; run < elements.runs(); run++) {
                if (elements.runLength() == 1) {
                    fold.foldEach(source, start + elements.offset(run), length, at + done, run);
                } else {
                    long position = (long) run * elements.runLength();
                    fold.foldAll(source, start + elements.offset(run), elements.runLength(), at + done, position);
                }
            }
            done += length;
        }
    }
}
