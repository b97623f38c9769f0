package dev.shingle.sim.kernels.reduction;

import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** Results of a unit in the making. */
public interface Fold {

    /** Starts a unit of so many results. */
    void begin(int results);

    /** Folds operand elements that lie together into one result each; they are the {@code position}-th to come there. */
    void foldEach(ElementSource source, long first, int count, int at, long position);

    /** Folds operand elements that lie together into one result, where the first is the {@code position}-th. */
    void foldAll(ElementSource source, long first, int count, int at, long position);

    /** Converts and stores all results. */
    void store(Region region, OutputGrid grid, ElementSink sink);
}
