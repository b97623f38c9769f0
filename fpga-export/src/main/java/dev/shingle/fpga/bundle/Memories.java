package dev.shingle.fpga.bundle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.blocks.MemoryDemand;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.networks.tensors.TensorData;

/** The memories of a program, by name. */
final class Memories {

    private Memories() {}

    static ImmutableMap<String, MemoryImage> of(Program program) {
        return ImmutableMap.of(
                "descriptors",
                program.descriptorImage(),
                "weights",
                program.weights(),
                "bias",
                program.biases(),
                "requant",
                program.requant(),
                "scratchpad",
                scratchpad(program));
    }

    /** All but the scratchpad come with the bitstream. */
    static ImmutableList<MemoryDemand> constants(Program program) {
        return of(program).entrySet().stream()
                .filter(entry -> !entry.getKey().equals("scratchpad"))
                .map(entry -> MemoryDemand.constants(
                        entry.getKey(),
                        entry.getValue().wordBits(),
                        entry.getValue().depthWords()))
                .collect(ImmutableList.toImmutableList());
    }

    /** The scratchpad before the first step, its inputs being the pattern that all tests use. */
    private static MemoryImage scratchpad(Program program) {
        int lanes = program.accelerator().lanes();
        byte[] bytes = new byte[Math.toIntExact(Math.multiplyExact(program.scratchpadWords(), lanes))];
        for (HostTransfer input : program.inputs()) {
            byte[] packed =
                    input.pack(TensorData.fill(input.map().shape(), input.map().type()));
            for (int i = 0; i < packed.length; i++) {
                bytes[Math.toIntExact((input.place().baseWord() * lanes + i) % bytes.length)] = packed[i];
            }
        }
        return MemoryImage.of(Byte.SIZE * lanes, bytes);
    }
}
