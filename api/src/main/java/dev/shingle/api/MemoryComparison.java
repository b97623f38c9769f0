package dev.shingle.api;

import dev.shingle.mapper.machine.Engine;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.energy.EnergyReport;

/**
 * One network on one engine, with its activations in memories of different ports: what the saved bytes cost in cycles, and
 * save in energy.
 *
 * @param model the network
 * @param pingPong two memories of a single port each
 * @param disjoint one memory with a single port, as large as what is live at once; nothing is overlapped
 * @param overlapped one memory with a read and a write port, as large as the plan
 * @param overlappedSinglePort the same with a single port
 */
public record MemoryComparison(
        Model model, Choice pingPong, Choice disjoint, Choice overlapped, Choice overlappedSinglePort) {

    /**
     * One kind of memory.
     *
     * @param ports its ports
     * @param bytes of all memories together
     * @param report cycles by the reference model
     * @param energy of all memories
     */
    public record Choice(Engine.Ports ports, long bytes, CycleReport report, EnergyReport energy) {}
}
