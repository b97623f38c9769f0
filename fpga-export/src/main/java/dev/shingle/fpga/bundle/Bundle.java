package dev.shingle.fpga.bundle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.blocks.MemoryDemand;
import dev.shingle.fpga.bundle.BundleResult.RefusedMemory;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.maps.AddressMap;
import dev.shingle.fpga.maps.LayerOffsets;
import dev.shingle.fpga.maps.PlanMap;
import dev.shingle.fpga.maps.SourceViews;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.mapper.plan.json.PlanJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the files of an export. {@code plan.json} is the mapper's; the maps are views of it; the memory files are there if
 * the reference accelerator can run the network; {@code manifest.json} lists the others and says what cannot be seen in
 * them.
 */
public final class Bundle {

    private final BundleRequest request;
    private final Map<String, ByteSource> files = new TreeMap<>();

    private Bundle(BundleRequest request) {
        this.request = request;
    }

    public static BundleResult of(BundleRequest request) {
        return new Bundle(request).make();
    }

    /** Blocks of RAM that the export will take. */
    public static BlockTable blocks(BundleRequest request) {
        return new Bundle(request).blocks();
    }

    private BundleResult make() {
        ImmutableMap<String, MemoryImage> memories =
                program().map(this::memories).orElse(ImmutableMap.of());
        ImmutableList<RefusedMemory> refused = refused(memories);
        if (!refused.isEmpty()) {
            return new BundleResult.Refused(refused);
        }
        addMaps();
        files.putAll(request.extras());
        ImmutableMap.Builder<String, String> memoryFiles = ImmutableMap.builder();
        memories.forEach((name, image) -> {
            String file = name + "." + request.format().ending();
            files.put(file, ByteSource.wrap(request.format().write(name, image)));
            memoryFiles.put(name, file);
        });
        BlockTable blocks = blocks();
        Manifest manifest = new Manifest(request, memories, memoryFiles.buildOrThrow(), blocks);
        add("manifest.json", manifest.write(ImmutableSortedMap.copyOf(files)));
        String whyNot = request.program() instanceof ProgramResult.Refused reason ? reason.toString() : "";
        return new BundleResult.Bundled(ImmutableSortedMap.copyOf(files), blocks, whyNot);
    }

    private Optional<Program> program() {
        return request.program() instanceof ProgramResult.Compiled compiled
                ? Optional.of(compiled.program())
                : Optional.empty();
    }

    private BlockTable blocks() {
        return BlockTable.of(
                request.plan().machine().layout().wordBits(),
                request.pingPongWords(),
                request.plan().peakWords(),
                ImmutableList.<MemoryDemand>builder()
                        .addAll(program().map(Memories::constants).orElse(ImmutableList.of()))
                        .addAll(request.besides())
                        .build(),
                request.part(),
                request.counting());
    }

    private ImmutableMap<String, MemoryImage> memories(Program program) {
        ImmutableMap.Builder<String, MemoryImage> memories = ImmutableMap.builder();
        Memories.of(program, request.inputs())
                .forEach((name, image) -> memories.putAll(request.cut().of(name, image)));
        return memories.buildOrThrow();
    }

    private ImmutableList<RefusedMemory> refused(ImmutableMap<String, MemoryImage> memories) {
        ImmutableList.Builder<RefusedMemory> refused = ImmutableList.builder();
        memories.forEach((name, image) ->
                request.format().refusal(image).ifPresent(refusal -> refused.add(new RefusedMemory(name, refusal))));
        return refused.build();
    }

    private void addMaps() {
        AddressMap map = AddressMap.of(request.plan());
        add("plan.json", PlanJson.write(request.plan()));
        add("plan.map", PlanMap.write(map));
        add("plan.h", SourceViews.cHeader(map));
        add("plan.vh", SourceViews.verilogHeader(map));
        add("plan_pkg.sv", SourceViews.systemVerilogPackage(map));
        add("offsets.yaml", LayerOffsets.write(map));
    }

    private void add(String name, String text) {
        files.put(name, ByteSource.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
