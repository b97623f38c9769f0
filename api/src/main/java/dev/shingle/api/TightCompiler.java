package dev.shingle.api;

import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.Network;

/** Compiles for the least accelerator that can run a network: coordinates get no more bits than they need. */
final class TightCompiler {

    private static final int LEAST_BITS = 4;

    private TightCompiler() {}

    /** If none can, the reason is that of the accelerator that was given. */
    static ProgramResult compile(Network network, MemoryPlan plan, Accelerator widest) {
        for (int bits = LEAST_BITS; bits < widest.coordinateBits(); bits++) {
            Accelerator narrow =
                    new Accelerator(widest.lanes(), bits, widest.circular(), widest.singlePort(), widest.rounding());
            ProgramResult result = Compiler.compile(network, plan, narrow);
            if (result instanceof ProgramResult.Compiled) {
                return result;
            }
        }
        return Compiler.compile(network, plan, widest);
    }
}
