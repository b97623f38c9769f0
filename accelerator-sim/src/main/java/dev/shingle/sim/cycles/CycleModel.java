package dev.shingle.sim.cycles;

import static com.google.common.collect.ImmutableList.toImmutableList;

import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** The models of docs/simulator.md. */
public enum CycleModel {
    /** A systolic array as SCALE-Sim v2 counts it: fold after fold. */
    SCALESIM_V2("scalesim-v2"),
    /** The same array, down to the last result of every fold. */
    SERIAL("serial"),
    /** The same array with overlapped folds. */
    PIPELINED("pipelined"),
    /** The reference accelerator with its ports, its padding, its output stage and its drain. */
    REFERENCE("reference");

    private final String text;

    CycleModel(String text) {
        this.text = text;
    }

    /** The name under which a user asks for it. */
    @Override
    public String toString() {
        return text;
    }

    /** The model of that name. */
    public static Optional<CycleModel> named(String name) {
        return Arrays.stream(values()).filter(model -> model.text.equals(name)).findFirst();
    }

    /**
     * How long a plan takes.
     *
     * @param plan steps and layout; the systolic models look at shapes only
     * @param engine what computes; its ports decide which accesses exclude each other
     */
    public CycleReport estimate(MemoryPlan plan, Engine engine) {
        Machine machine = plan.machine();
        Function<Step, LayerCycles> layer;
        if (this == REFERENCE) {
            TwoMemories memories = TwoMemories.of(plan);
            layer = step -> ReferenceModel.of(step, machine, engine, stealsCycles(step, engine.ports(), memories));
        } else {
            layer = step -> SystolicModel.of(this, step, machine, engine);
        }
        return new CycleReport(this, engine, plan.steps().stream().map(layer).collect(toImmutableList()));
    }

    private static boolean stealsCycles(Step step, Ports ports, TwoMemories memories) {
        return switch (ports) {
            case ONE_READ_ONE_WRITE -> false;
            case SINGLE -> true;
            case TWO_BANKS -> memories.isInConflict(step);
        };
    }
}
