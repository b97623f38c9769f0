package dev.shingle.cli;

import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.sim.energy.EnergyFit;
import dev.shingle.sim.energy.SramCsv;
import dev.shingle.sim.energy.SramModel;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which machine with an engine, and what its memories cost. */
final class EngineArguments {

    private static final double MOST_MEGAHERTZ = 1e6;

    @Option(
            names = {"-m", "--machine"},
            paramLabel = "FILE|NAME",
            defaultValue = "reference-p8",
            description = "A machine with a section engine: a YAML file or a preset. Default: ${DEFAULT-VALUE}.")
    private String machine = "reference-p8";

    @Option(
            names = "--memory",
            paramLabel = "PORTS",
            description = "Other ports for the scratchpad: 1r1w, 1rw, or two-banks (ping-pong).")
    private @Nullable String ports;

    @Option(names = "--clock", paramLabel = "MHZ", description = "Another clock.")
    private @Nullable Double megahertz;

    @Option(names = "--node", paramLabel = "NM", description = "Another technology node for the energy.")
    private @Nullable Integer nanometres;

    @Option(
            names = "--energy",
            paramLabel = "FILE",
            description = {
                "Memories of your own as CSV (tech_nm, size_bytes, word_bytes, n_banks, rw_ports, read_pJ, write_pJ,",
                "leak_mW, area_mm2), through which curves are fitted. Default: a fit of CACTI 7's results."
            })
    private @Nullable String energyFile;

    Machine load() {
        Machine described = MachineArguments.named(machine);
        Engine engine = described
                .engine()
                .orElseThrow(() -> new UsageException("--machine " + machine
                        + ": says nothing of an engine; reference-p8 does (see: shingle machines reference-p8)"));
        OptionalDouble clock = megahertz == null ? engine.clockMegahertz() : OptionalDouble.of(clock(megahertz));
        OptionalInt node = nanometres == null ? engine.technologyNanometres() : OptionalInt.of(node(nanometres));
        Engine changed = engine.in(clock, node);
        return described.withEngine(Optional.of(ports == null ? changed : changed.withPorts(ports(ports))));
    }

    private static double clock(double megahertz) {
        if (!(megahertz > 0 && megahertz <= MOST_MEGAHERTZ)) {
            throw new UsageException("--clock " + megahertz + ": expected a number above 0");
        }
        return megahertz;
    }

    private static int node(int nanometres) {
        if (nanometres < 1) {
            throw new UsageException("--node " + nanometres + ": expected nanometres, such as 22");
        }
        return nanometres;
    }

    private static Ports ports(String text) {
        for (Ports ports : Ports.values()) {
            if (ports.toString().equals(text)) {
                return ports;
            }
        }
        throw new UsageException("--memory " + text + ": expected 1r1w, 1rw or two-banks");
    }

    SramModel memories() {
        if (energyFile == null) {
            return SramModel.standard();
        }
        String file = energyFile;
        try {
            return EnergyFit.fit(file, SramCsv.read(Path.of(file)));
        } catch (InvalidPathException | IOException e) {
            throw new UsageException("--energy " + file + ": cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--energy " + file + ": " + e.getMessage());
        }
    }
}
