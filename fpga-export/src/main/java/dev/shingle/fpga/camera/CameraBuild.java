package dev.shingle.fpga.camera;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.blocks.MemoryDemand;
import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.bundle.Bundle;
import dev.shingle.fpga.bundle.BundleRequest;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.memory.StrictMem;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import java.util.Collections;
import java.util.Optional;

/**
 * Makes an export a design behind a camera: adds RTL, test bench, picture, expectations, Makefile and README to its files.
 *
 * <pre>
 *   export (plan, images) + scene (sensor, picture, what each layer computes) = a folder in which `make sim` works
 * </pre>
 */
public final class CameraBuild {

    private final BundleRequest export;
    private final Network network;
    private final Program program;
    private final CameraScene scene;
    private final NextCapture next;

    private CameraBuild(BundleRequest export, Network network, Program program, CameraScene scene) {
        this.export = export;
        this.network = network;
        this.program = program;
        this.scene = scene;
        next = NextCapture.of(export.plan(), placementOf(program.inputs().get(0)));
    }

    /** Lanes that the accelerator should have on a part, if nobody says otherwise. */
    public static int lanesFor(Optional<Part> part) {
        return Synthesis.lanes(part);
    }

    /** Why the camera cannot give what the network reads; empty if it can. */
    public static Optional<String> objectionTo(Network network) {
        String delivered = "the camera delivers one picture, rows x columns x 1 or 3";
        if (network.inputs().size() != 1) {
            return Optional.of("it has %d inputs; %s".formatted(network.inputs().size(), delivered));
        }
        Shape shape = network.inputs().get(0).shape();
        if (shape.batch() != 1 || (shape.channels() != 1 && shape.channels() != 3)) {
            return Optional.of("its input %s has shape %s; %s"
                    .formatted(network.inputs().get(0).name(), shape, delivered));
        }
        return Optional.empty();
    }

    /** Memories of the camera front end that take blocks of RAM; {@code input} is the network's. Its queue is registers. */
    public static ImmutableList<MemoryDemand> memories(Sensor sensor, PixelTable pixels, FeatureMap input) {
        ImmutableList.Builder<MemoryDemand> memories = ImmutableList.builder();
        if (sensor.shrink() > 1) {
            int pixelsOfSum = sensor.shrink() * sensor.shrink();
            int sumBits = Byte.SIZE + Integer.numberOfTrailingZeros(pixelsOfSum);
            MemoryDemand rows = new MemoryDemand(
                    "camera rows", sumBits, Math.max(2, input.shape().width()), false, true);
            memories.addAll(Collections.nCopies(sensor.pixels().channels(), rows));
        }
        if (!pixels.isSignFlip()) {
            memories.add(
                    MemoryDemand.constants("pixels", Byte.SIZE, pixels.image().depthWords()));
        }
        return memories.build();
    }

    /**
     * The export with all files of the build.
     *
     * @param network what the accelerator runs of the network
     * @throws IllegalArgumentException if the network cannot be fed by a camera, or the scene is another network's
     */
    public static BundleRequest extend(BundleRequest export, Network network, Program program, CameraScene scene) {
        Optional<String> objection = objectionTo(network)
                .or(() -> scene.sensor().objectionTo(network.inputs().get(0).shape()));
        checkArgument(objection.isEmpty(), "no network for the camera: %s", objection);
        return new CameraBuild(export, network, program, scene).extend();
    }

    private BundleRequest extend() {
        BuildParameters parameters =
                new BuildParameters(export.plan().network(), program, scene.sensor(), scene.pixels(), next);
        Flow flow = Flow.of(export.part());
        PlayedPicture picture = new PlayedPicture(scene.picture());
        FolderReadme readme = new FolderReadme(export, program, scene, next, Bundle.blocks(export));
        ImmutableMap.Builder<String, ByteSource> files = ImmutableMap.builder();
        files.putAll(RtlSources.common());
        files.putAll(flow.boardFiles());
        files.put("build_top.sv", text(parameters.top()));
        files.put("build.vh", text(parameters.header()));
        files.put(picture.name(), picture.file());
        files.putAll(new Expectations(network, program, scene.featureMaps()).files());
        if (!scene.pixels().isSignFlip()) {
            files.put(PixelTable.FILE, text(StrictMem.text(scene.pixels().image())));
        }
        files.put(
                "Makefile",
                text(flow.makefile(parameters, picture.name(), !scene.pixels().isSignFlip())));
        files.put("README.md", text(readme.text(flow.bitstreamHelp(), picture.name())));
        HostTransfer frame = program.inputs().get(0);
        return export.with(files.buildOrThrow(), new CameraSection(scene.sensor(), scene.pixels(), frame, next));
    }

    private Placement placementOf(HostTransfer frame) {
        return export.plan().placements().stream()
                .filter(placement ->
                        placement.buffer().name().equals(frame.place().name()))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no place for " + frame.place().name()));
    }

    private static ByteSource text(String text) {
        return ByteSource.wrap(text.getBytes(UTF_8));
    }
}
