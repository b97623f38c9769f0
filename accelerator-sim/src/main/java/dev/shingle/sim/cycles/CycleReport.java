package dev.shingle.sim.cycles;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Engine;
import java.util.OptionalDouble;

/**
 * How long a plan takes.
 *
 * @param model by which model
 * @param engine the engine, with the ports that were assumed
 * @param layers one entry per step
 */
public record CycleReport(CycleModel model, Engine engine, ImmutableList<LayerCycles> layers) {

    /** Of all steps together. */
    public long cycles() {
        return layers.stream().mapToLong(LayerCycles::cycles).sum();
    }

    public long macs() {
        return layers.stream().mapToLong(LayerCycles::macs).sum();
    }

    /** Cycles of all steps that are lost for one reason. */
    public long lost(Loss cause) {
        return layers.stream().mapToLong(layer -> layer.lost(cause)).sum();
    }

    /** Share of the array's multipliers that work, 0 to 1. */
    public double utilisation() {
        return cycles() == 0 ? 0 : (double) macs() / engine.macsPerCycle() / cycles();
    }

    /** Empty if the engine's clock is not known. */
    public OptionalDouble microseconds() {
        return engine.clockMegahertz().isPresent()
                ? OptionalDouble.of(cycles() / engine.clockMegahertz().getAsDouble())
                : OptionalDouble.empty();
    }

    /** Steps that the model says nothing about. */
    public ImmutableList<LayerCycles> leftOut() {
        return layers.stream().filter(layer -> layer.leftOut().isPresent()).collect(toImmutableList());
    }
}
