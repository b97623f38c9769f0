package dev.shingle.fpga.descriptor;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.fpga.memory.MemoryImage;

/**
 * Everything that the accelerator needs to run a network.
 *
 * @param accelerator the build that it is for
 * @param descriptors one for each step, in order
 * @param weights see {@link WeightRows}
 * @param biases added before a multiplication
 * @param requant multipliers, at the same addresses
 * @param inputs what the host writes first
 * @param outputs what the host reads at the end
 * @param scratchpadWords words in use; the modulus of circular addresses
 * @param weightCount weights of the network, without padding
 */
public record Program(
        Accelerator accelerator,
        ImmutableList<Descriptor> descriptors,
        MemoryImage weights,
        MemoryImage biases,
        MemoryImage requant,
        ImmutableList<HostTransfer> inputs,
        ImmutableList<HostTransfer> outputs,
        long scratchpadWords,
        long weightCount) {

    /** The descriptor memory. */
    public MemoryImage descriptorImage() {
        ImmutableIntArray.Builder words = ImmutableIntArray.builder();
        descriptors.forEach(descriptor -> words.addAll(descriptor.words()));
        return MemoryImage.ofWords(words.build()).paddedTo(layerSlots() * Field.WORDS);
    }

    /** Descriptors that the memory has room for: at least two, so that the number of a layer has a bit. */
    public int layerSlots() {
        return Math.max(2, descriptors.size());
    }

    /** Cycles of each step. */
    public ImmutableList<Long> cycles() {
        return descriptors.stream()
                .map(descriptor -> descriptor.cycles(accelerator))
                .collect(toImmutableList());
    }
}
