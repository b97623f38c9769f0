package dev.shingle.api.sweep;

import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.energy.EnergyModel;
import dev.shingle.sim.energy.SramModel;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Cycles and energy as cells of a table. They are empty where the model does not apply: the machine has no engine, or some
 * operand of a convolution has other than 8 bits, while the reference accelerator multiplies 8 bits by 8, or there are more
 * channels than anybody has memory to count with.
 */
record PointCosts(String cycles, String stepsNotCounted, String energyNanojoules) {

    private static final PointCosts UNKNOWN = new PointCosts("", "", "");

    private static final long MOST_RUNS = 1L << 21;

    private static final double PICOJOULES_PER_NANOJOULE = 1000;

    static PointCosts of(MemoryPlan plan, Machine machine) {
        if (machine.engine().isEmpty()) {
            return UNKNOWN;
        }
        Engine engine = machine.engine().get();
        if (!plan.steps().stream().allMatch(step -> isOfBytes(step) && isCountable(step, engine))) {
            return UNKNOWN;
        }
        CycleReport report = CycleModel.REFERENCE.estimate(plan, engine);
        OptionalDouble picojoules =
                EnergyModel.estimate(report, plan, SramModel.standard()).totalPicojoules();
        return new PointCosts(
                String.valueOf(report.cycles()),
                String.valueOf(report.leftOut().size()),
                picojoules.isPresent()
                        ? String.format(Locale.ROOT, "%.3f", picojoules.getAsDouble() / PICOJOULES_PER_NANOJOULE)
                        : "");
    }

    /** Activations and weights; a bias, the third operand, is wider. */
    private static boolean isOfBytes(Step step) {
        return step.operation().operands().stream().limit(2).allMatch(PointCosts::isOfBytes)
                && step.operation().results().stream().allMatch(PointCosts::isOfBytes);
    }

    /** The model lists, for each group of output channels, the groups of input channels that it reads. */
    private static boolean isCountable(Step step, Engine engine) {
        if (step.operation().operands().isEmpty()) {
            return true;
        }
        long read = step.operation().operands().get(0).shape().channels();
        long written = step.operation().results().get(0).shape().channels();
        return read * written / engine.macsPerCycle() <= MOST_RUNS;
    }

    private static boolean isOfBytes(TensorUse use) {
        return use.type().bits() == Byte.SIZE;
    }
}
