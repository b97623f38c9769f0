package dev.shingle.sim.energy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.cycles.LayerCycles;
import dev.shingle.sim.cycles.TwoMemories;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Energy of a run: accesses by kind, each times what it costs in a memory of that size and word (docs/simulator.md, equation
 * 13). Memories are exactly as large as the plan needs them, so that a smaller plan shows in every access.
 */
public final class EnergyModel {

    private static final int WEIGHT_BITS = 8;

    private final CycleReport report;
    private final MemoryPlan plan;
    private final Engine engine;
    private final SramModel memories;
    private final long scratchpadBytes;

    private EnergyModel(CycleReport report, MemoryPlan plan, long scratchpadBytes, SramModel memories) {
        this.report = report;
        this.plan = plan;
        this.scratchpadBytes = scratchpadBytes;
        this.engine = report.engine();
        this.memories = memories;
    }

    /**
     * The energy of a run.
     *
     * @param report of the plan, by a model that counts accesses, as the reference model does
     * @param plan the plan
     * @param memories what accesses cost
     */
    public static EnergyReport estimate(CycleReport report, MemoryPlan plan, SramModel memories) {
        return estimate(report, plan, plan.peakBytes(), memories);
    }

    /** The same in a scratchpad of another size; two memories are as large as they have to be whatever is given. */
    public static EnergyReport estimate(CycleReport report, MemoryPlan plan, long scratchpadBytes, SramModel memories) {
        EnergyModel model = new EnergyModel(report, plan, scratchpadBytes, memories);
        return new EnergyReport(
                memories.source(),
                report.engine().ports() == Ports.TWO_BANKS ? model.two() : ImmutableList.of(model.one()),
                model.weights());
    }

    private MemoryEnergy one() {
        long reads = report.layers().stream()
                .mapToLong(layer -> layer.accesses().readTotal())
                .sum();
        long writes = report.layers().stream()
                .mapToLong(layer -> layer.accesses().writeTotal())
                .sum();
        return memory(
                "scratchpad",
                scratchpadBytes,
                accessBytes(),
                reads,
                writes,
                engine.ports() == Ports.SINGLE
                        ? cost(scratchpadBytes, accessBytes())
                        : new SramCost.Unknown("no figures for a memory with one read and one write port"));
    }

    private ImmutableList<MemoryEnergy> two() {
        TwoMemories banks = TwoMemories.of(plan);
        Layout layout = plan.machine().layout();
        ImmutableList.Builder<MemoryEnergy> both = ImmutableList.builder();
        for (int bank = 0; bank < 2; bank++) {
            long sizeBytes = layout.bytesOf(bank == 0 ? banks.firstWords() : banks.secondWords());
            if (sizeBytes > 0) {
                long reads = 0;
                long writes = 0;
                for (LayerCycles layer : report.layers()) {
                    reads += within(layer.accesses().reads(), banks, bank);
                    writes += within(layer.accesses().writes(), banks, bank);
                }
                both.add(memory(
                        "memory " + bank, sizeBytes, accessBytes(), reads, writes, cost(sizeBytes, accessBytes())));
            }
        }
        return both.build();
    }

    private static long within(ImmutableMap<String, Long> accesses, TwoMemories banks, int bank) {
        return accesses.entrySet().stream()
                .filter(entry -> banks.memory(entry.getKey()) == bank)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** A word holds the weights of all multipliers. */
    private MemoryEnergy weights() {
        long reads = report.layers().stream()
                .mapToLong(layer -> layer.accesses().weightReads())
                .sum();
        long sizeBytes = engine.weights().sizeBytes().orElse(weightBytes());
        int wordBytes = Math.toIntExact(engine.macsPerCycle() * WEIGHT_BITS / Byte.SIZE);
        return memory("weight memory", sizeBytes, wordBytes, reads, 0, cost(sizeBytes, wordBytes));
    }

    private long weightBytes() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        plan.steps().stream()
                .flatMap(step -> step.operation().operands().stream())
                .filter(use -> !use.isInScratchpad())
                .forEach(use -> bytes.put(use.name(), bytes(use)));
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long bytes(TensorUse use) {
        return LongMath.divide(
                Math.multiplyExact(use.shape().elements(), (long) use.type().bits()), Byte.SIZE, RoundingMode.CEILING);
    }

    private int accessBytes() {
        return Math.toIntExact(plan.machine().layout().bytesOf(engine.portWords()));
    }

    private SramCost cost(long sizeBytes, int wordBytes) {
        OptionalInt technology = engine.technologyNanometres();
        return technology.isPresent()
                ? memories.cost(technology.getAsInt(), sizeBytes, wordBytes)
                : new SramCost.Unknown("the machine has no technology node");
    }

    private MemoryEnergy memory(String name, long sizeBytes, int wordBytes, long reads, long writes, SramCost cost) {
        return new MemoryEnergy(name, sizeBytes, wordBytes, reads, writes, cost, report.microseconds());
    }
}
