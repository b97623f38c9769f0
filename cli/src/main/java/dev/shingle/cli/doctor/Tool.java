package dev.shingle.cli.doctor;

import com.google.common.collect.ImmutableList;

/**
 * A program that something of Shingle needs, or that goes on with what Shingle writes.
 *
 * @param command what is looked for on the path
 * @param versionArguments what makes it say its version and end; empty if nothing does
 * @param enables what one can do with it
 * @param debianPackage what to install
 */
public record Tool(String command, ImmutableList<String> versionArguments, String enables, String debianPackage) {

    private static final ImmutableList<Tool> ALL = ImmutableList.of(
            tool("javac", "-version", "build Shingle from its sources", "openjdk-17-jdk-headless"),
            tool("mvn", "--version", "build Shingle from its sources, run its tests", "maven"),
            tool("git", "--version", "have --version name the commit of a build", "git"),
            tool("verilator", "--version", "simulate an exported design; its tests", "verilator"),
            tool("g++", "--version", "compile what Verilator writes", "g++"),
            tool("make", "--version", "build an exported design by its Makefile", "make"),
            tool("gcc", "--version", "compile an exported plan.h; its tests", "gcc"),
            tool("iverilog", "-V", "simulate an exported design a second way", "iverilog"),
            tool("ghdl", "-v", "read memory files from VHDL; tests", "ghdl"),
            tool("yosys", "-V", "synthesise an exported design, count its cells and block RAMs", "yosys"),
            tool("nextpnr-ice40", "--version", "place and route on iCE40, find the clock", "nextpnr-ice40"),
            new Tool("icepack", ImmutableList.of(), "make a bitstream for iCE40", "fpga-icestorm"),
            tool("chromium", "--version", "look at reports in tests; any browser shows them", "chromium"),
            new Tool("sbatch", ImmutableList.of(), "run a sweep as a SLURM job array", "slurm-wlm"));

    private static Tool tool(String command, String versionArgument, String enables, String debianPackage) {
        return new Tool(command, ImmutableList.of(versionArgument), enables, debianPackage);
    }

    /** All of them; none is needed to size, map, verify, run or export. */
    public static ImmutableList<Tool> all() {
        return ALL;
    }
}
