package dev.shingle.mapper.machine;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Latencies of an engine in cycles. From the last read that is issued for an output word to its write pass {@code
 * readCycles + pipelineCycles + writeCycles}.
 *
 * @param setupCycles before the first read of a layer, while its descriptor is fetched
 * @param readCycles from the issue of a read to the data
 * @param pipelineCycles from the data of an output's last read to its result
 * @param writeCycles from the result to the written word
 * @param outputCycles for which an output group occupies the output stage (bias, requantisation, activation)
 */
public record EngineTiming(int setupCycles, int readCycles, int pipelineCycles, int writeCycles, int outputCycles) {

    /** Longest latency that can be described. */
    public static final int MAX_CYCLES = 1 << 20;

    public EngineTiming {
        checkCycles("setup", setupCycles, 0);
        checkCycles("read", readCycles, 0);
        checkCycles("pipeline", pipelineCycles, 0);
        checkCycles("write", writeCycles, 0);
        checkCycles("output", outputCycles, 1);
    }

    private static void checkCycles(String what, int cycles, int least) {
        checkArgument(
                cycles >= least && cycles <= MAX_CYCLES,
                "%s %s cycles; %s to %s are supported",
                cycles,
                what,
                least,
                MAX_CYCLES);
    }

    private static final int FETCH_CYCLES = 33;
    private static final int READ_CYCLES = 2;
    private static final int STAGES = 12;
    private static final int LEAST_OUTPUT_CYCLES = 8;

    /**
     * The reference accelerator, as its RTL counts: 32 words of a descriptor are fetched and the last write is seen; one
     * requantiser takes the lanes one by one, lanes + 15 cycles from read to write.
     */
    public static EngineTiming ofReference(int outputLanes) {
        return new EngineTiming(
                FETCH_CYCLES, READ_CYCLES, outputLanes + STAGES, 1, Math.max(outputLanes, LEAST_OUTPUT_CYCLES));
    }

    /** From the last read of an output group to its write, if it passes the output stage once. */
    public int drainCycles() {
        return readCycles + pipelineCycles + writeCycles;
    }
}
