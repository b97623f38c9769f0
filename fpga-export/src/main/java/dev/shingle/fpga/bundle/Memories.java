package dev.shingle.fpga.bundle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.blocks.MemoryDemand;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.tensors.TensorData;

/** The memories of a program, by name. */
final class Memories {

    private Memories() {}

    static ImmutableMap<String, MemoryImage> of(Program program, ImmutableMap<String, TensorData> inputs) {
        return ImmutableMap.<String, MemoryImage>builder()
                .putAll(initialised(program))
                .put("scratchpad", scratchpad(program, inputs))
                .buildOrThrow();
    }

    /** All but the scratchpad come with the bitstream. */
    static ImmutableList<MemoryDemand> constants(Program program) {
        return initialised(program).entrySet().stream()
                .map(entry -> MemoryDemand.constants(
                        entry.getKey(),
                        entry.getValue().wordBits(),
                        entry.getValue().depthWords()))
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableMap<String, MemoryImage> initialised(Program program) {
        return ImmutableMap.of(
                "descriptors",
                program.descriptorImage(),
                "weights",
                program.weights(),
                "bias",
                program.biases(),
                "requant",
                program.requant());
    }

    /** The scratchpad before the first step; inputs that are not given are the pattern that all tests use. */
    private static MemoryImage scratchpad(Program program, ImmutableMap<String, TensorData> inputs) {
        int lanes = program.accelerator().lanes();
        byte[] bytes = new byte[Math.toIntExact(Math.multiplyExact(program.scratchpadWords(), lanes))];
        for (HostTransfer input : program.inputs()) {
            FeatureMap map = input.map();
            byte[] packed = input.pack(inputs.getOrDefault(map.name(), TensorData.fill(map.shape(), map.type())));
            for (int i = 0; i < packed.length; i++) {
                bytes[Math.toIntExact((input.place().baseWord() * lanes + i) % bytes.length)] = packed[i];
            }
        }
        return MemoryImage.of(Byte.SIZE * lanes, bytes);
    }
}
