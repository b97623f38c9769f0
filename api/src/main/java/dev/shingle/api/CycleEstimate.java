package dev.shingle.api;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.energy.EnergyReport;
import java.util.Optional;

/**
 * How long a network takes on a machine, and what its memories take.
 *
 * @param model the network
 * @param machine the machine
 * @param report cycles, step by step
 * @param scratchpadBytes what the plan needs; of an engine with two banks, what both need together
 * @param energy empty for models that do not count accesses
 */
public record CycleEstimate(
        Model model, Machine machine, CycleReport report, long scratchpadBytes, Optional<EnergyReport> energy) {}
