package dev.shingle.fpga.bundle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.blocks.BlockCounting;
import dev.shingle.fpga.blocks.MemoryDemand;
import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.memory.format.MemoryFormat;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.tensors.TensorData;
import java.util.Optional;

/**
 * What an export is made of.
 *
 * @param plan a verified plan
 * @param pingPongWords what ping-pong buffers would take
 * @param weightBytes weights and biases of the network as its file has them
 * @param program the reference accelerator's, or why it cannot run the network
 * @param hostLayers layers that follow on the host
 * @param format of the memory files
 * @param cut how memories are shaped before
 * @param part the part that it is for
 * @param surroundings what the export is put into
 */
public record BundleRequest(
        MemoryPlan plan,
        long pingPongWords,
        long weightBytes,
        ProgramResult program,
        ImmutableList<String> hostLayers,
        MemoryFormat format,
        MemoryCut cut,
        Optional<Part> part,
        Surroundings surroundings) {

    /**
     * What comes from elsewhere.
     *
     * @param extras files, by name
     * @param inputs what the scratchpad holds before the first step, by name of the input; the others get the tests' pattern
     * @param memories of the design that are neither the scratchpad nor the program's
     * @param counting how blocks are counted to see whether the part has enough
     * @param sections what the manifest says beyond the export itself
     */
    public record Surroundings(
            ImmutableMap<String, ByteSource> extras,
            ImmutableMap<String, TensorData> inputs,
            ImmutableList<MemoryDemand> memories,
            BlockCounting counting,
            ImmutableList<ManifestSection> sections) {

        /** An export for itself, with the tests' pattern as input. */
        public static final Surroundings NONE = new Surroundings(
                ImmutableMap.of(), ImmutableMap.of(), ImmutableList.of(), BlockCounting.FORMULA, ImmutableList.of());

        private Surroundings with(ImmutableMap<String, ByteSource> files, ManifestSection section) {
            return new Surroundings(
                    ImmutableMap.<String, ByteSource>builder()
                            .putAll(extras)
                            .putAll(files)
                            .buildOrThrow(),
                    inputs,
                    memories,
                    counting,
                    ImmutableList.<ManifestSection>builder()
                            .addAll(sections)
                            .add(section)
                            .build());
        }
    }

    /** The same with other files from elsewhere. */
    public BundleRequest withExtras(ImmutableMap<String, ByteSource> others) {
        return in(new Surroundings(others, inputs(), besides(), counting(), sections()));
    }

    /** The same with other inputs. */
    public BundleRequest withInputs(ImmutableMap<String, TensorData> others) {
        return in(new Surroundings(extras(), others, besides(), counting(), sections()));
    }

    /** The same as a part of a design that Yosys builds, and that has memories of its own. */
    public BundleRequest beside(ImmutableList<MemoryDemand> others) {
        return in(new Surroundings(extras(), inputs(), others, BlockCounting.YOSYS, sections()));
    }

    /** The same with more files, and with what the manifest says about them. */
    public BundleRequest with(ImmutableMap<String, ByteSource> files, ManifestSection section) {
        return in(surroundings.with(files, section));
    }

    ImmutableMap<String, ByteSource> extras() {
        return surroundings.extras();
    }

    ImmutableMap<String, TensorData> inputs() {
        return surroundings.inputs();
    }

    ImmutableList<MemoryDemand> besides() {
        return surroundings.memories();
    }

    BlockCounting counting() {
        return surroundings.counting();
    }

    ImmutableList<ManifestSection> sections() {
        return surroundings.sections();
    }

    private BundleRequest in(Surroundings others) {
        return new BundleRequest(plan, pingPongWords, weightBytes, program, hostLayers, format, cut, part, others);
    }
}
