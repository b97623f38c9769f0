package dev.shingle.fpga.tflm;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.fpga.memory.Refusal;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.json.NetworkHash;
import dev.shingle.networks.tflite.TfliteMetadata;
import dev.shingle.networks.tflite.TfliteReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan as the metadata {@code OfflineMemoryAllocation} of a model's file, from which TensorFlow Lite Micro takes the
 * offsets of tensors in its arena instead of finding some. It is a list of 32-bit integers:
 *
 * <pre>
 *   version 1 | subgraph 0 | tensors n | offset of tensor 0 | ... | offset of tensor n-1          -1: found at run time
 * </pre>
 *
 * Constants, and tensors that nothing uses, are left to the run time, and so is the scratch memory of kernels. An overlap
 * is safe only with the reference kernels, which write element by element in ascending order; optimised kernels go other
 * ways. So the plan must be for such a machine, and for the graph as the file has it: nothing is fused there.
 */
public final class OfflineAllocation {

    /** What TensorFlow Lite Micro looks for. */
    public static final String NAME = "OfflineMemoryAllocation";

    private static final int VERSION = 1;
    private static final int HEADER = 3;
    private static final int ONLINE = -1;
    private static final int ALIGNMENT_BYTES = 16;

    private OfflineAllocation() {}

    /** The file with the offsets, or why the plan cannot be given to it. */
    public sealed interface Result {

        /** The file; all that was in it is still there, byte for byte. */
        record Written(ByteSource file) implements Result {}

        /** It would not be safe, or not be understood. */
        record Refused(Refusal refusal) implements Result {}
    }

    /**
     * Writes a verified plan into a copy of its model's file.
     *
     * @param source how errors call the file
     * @throws dev.shingle.networks.NetworkFormatException if the file is not sound
     */
    public static Result write(String source, ByteBuffer file, MemoryPlan plan) {
        Optional<Refusal> refusal = refusal(source, file, plan);
        if (refusal.isPresent()) {
            return new Result.Refused(refusal.get());
        }
        ImmutableIntArray offsets = offsets(TfliteMetadata.tensorNames(source, file), plan);
        ByteBuffer block =
                ByteBuffer.allocate(Integer.BYTES * (HEADER + offsets.length())).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(VERSION).putInt(0).putInt(offsets.length());
        offsets.forEach(block::putInt);
        return new Result.Written(ByteSource.wrap(TfliteMetadata.with(source, file, NAME, block.flip())));
    }

    /** Offsets of the tensors of a file, in its order; empty if it has none. */
    public static Optional<ImmutableIntArray> read(String source, ByteBuffer file) {
        return TfliteMetadata.find(source, file, NAME).map(block -> {
            ImmutableIntArray.Builder offsets = ImmutableIntArray.builder();
            for (int i = HEADER; i < block.remaining() / Integer.BYTES; i++) {
                offsets.add(block.getInt(Integer.BYTES * i));
            }
            return offsets.build();
        });
    }

    private static ImmutableIntArray offsets(ImmutableList<String> tensors, MemoryPlan plan) {
        Map<String, Integer> places = new HashMap<>();
        for (Placement placement : plan.placements()) {
            int offset = Math.toIntExact(placement.offsetWords());
            placement.buffer().sources().forEach(name -> places.put(name, offset));
        }
        ImmutableIntArray.Builder offsets = ImmutableIntArray.builder(tensors.size());
        tensors.forEach(name -> offsets.add(places.getOrDefault(name, ONLINE)));
        return offsets.build();
    }

    private static Optional<Refusal> refusal(String source, ByteBuffer file, MemoryPlan plan) {
        if (!isReferenceKernels(plan.machine())) {
            return Optional.of(new Refusal(
                    "the plan is for machine %s; TensorFlow Lite Micro's kernels write elements one by one, forward, at"
                                    .formatted(plan.machine().name())
                            + " byte addresses",
                    "plan for machine tflm-element"));
        }
        if (!NetworkHash.of(TfliteReader.read(source, file)).equals(plan.networkHash())) {
            return Optional.of(new Refusal(
                    "the plan is not of the graph that the file has", "plan without simplification passes (--raw)"));
        }
        if (plan.steps().stream().anyMatch(step -> step.traversal() != Traversal.FORWARD)) {
            return Optional.of(new Refusal("a step runs in reverse", "plan for machine tflm-element"));
        }
        if (plan.steps().stream()
                .flatMap(OfflineAllocation::uses)
                .anyMatch(use -> use.slice().isPresent())) {
            return Optional.of(new Refusal(
                    "a concatenation is written in place, and TensorFlow Lite Micro copies it",
                    "plan without --zero-copy-concat"));
        }
        return plan.placements().stream()
                .filter(placement ->
                        placement.offsetWords() % ALIGNMENT_BYTES != 0 || placement.endWords() > Integer.MAX_VALUE)
                .findFirst()
                .map(placement -> new Refusal(
                        "%s starts at byte %d, which is no multiple of 16 below 2^31"
                                .formatted(placement.buffer().name(), placement.offsetWords()),
                        "plan for machine tflm-element"));
    }

    private static Stream<TensorUse> uses(Step step) {
        return Stream.concat(step.operation().operands().stream(), step.operation().results().stream());
    }

    private static boolean isReferenceKernels(Machine machine) {
        return machine.layout().wordBits() == Byte.SIZE
                && machine.layout().channelPadding() == 1
                && machine.addressing() == Addressing.LINEAR
                && machine.lineBufferRows() == 0
                && machine.writeGranularity() instanceof WriteGranularity.Group group
                && group.channels() == 1;
    }
}
