package dev.shingle.api;

import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.bundle.BlockTable.PartFits;
import dev.shingle.fpga.bundle.Bundle;
import dev.shingle.fpga.bundle.BundleRequest;
import dev.shingle.fpga.bundle.BundleResult;
import dev.shingle.fpga.camera.CameraBuild;
import dev.shingle.fpga.camera.CameraFrame;
import dev.shingle.fpga.camera.CameraScene;
import dev.shingle.fpga.camera.PixelFormat;
import dev.shingle.fpga.camera.PixelTable;
import dev.shingle.fpga.camera.Sensor;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import java.util.Optional;

/**
 * Puts a sensor in front of a program: sizes it, sees whether the part has room, has the simulator compute what the test
 * bench must find, and makes the files.
 */
final class CameraExport {

    private static final long PICTURE_SEED = 1;

    private final CameraOptions options;
    private final BundleRequest export;
    private final Network network;
    private final Program program;
    private final FeatureMap input;

    CameraExport(CameraOptions options, BundleRequest export, Network network, Program program) {
        this.options = options;
        this.export = export;
        this.network = network;
        this.program = program;
        input = network.inputs().get(0);
    }

    ExportResult make(VerifiedPlan plan) {
        Sensor sensor = sensor();
        Optional<String> objection = sensor.objectionTo(input.shape());
        if (objection.isPresent()) {
            return new ExportResult.NotBuilt(network.name(), objection.get());
        }
        PixelTable pixels = PixelTable.of(input, options.conversion().orElseGet(() -> NetworkInput.fullRange(input)));
        BundleRequest request = export.beside(CameraBuild.memories(sensor, pixels, input));
        Optional<PartFits> fits = Bundle.blocks(request).part();
        if (fits.isPresent() && !fits.get().plan().fits() && !options.evenIfTooLarge()) {
            return new ExportResult.NotBuilt(network.name(), fits.get().plan().describe());
        }
        Picture picture = picture(sensor);
        TensorData frame = CameraFrame.of(picture, sensor, pixels, input);
        CameraScene scene = new CameraScene(sensor, pixels, picture, computed(frame));
        BundleRequest filled = request.withInputs(ImmutableMap.of(input.name(), frame));
        BundleResult result = Bundle.of(CameraBuild.extend(filled, network, program, scene));
        return result instanceof BundleResult.Bundled bundled
                ? new ExportResult.Exported(plan, bundled, export.hostLayers())
                : new ExportResult.Refused((BundleResult.Refused) result);
    }

    private Sensor sensor() {
        PixelFormat pixels =
                options.pixels().orElse(PixelFormat.usualFor(input.shape().channels()));
        if (options.sensorRows().isEmpty()) {
            return Sensor.around(
                    input.shape().height(),
                    input.shape().width(),
                    options.cropTop(),
                    options.cropLeft(),
                    options.shrink(),
                    pixels);
        }
        return new Sensor(
                options.sensorRows().getAsInt(),
                options.sensorColumns().orElseThrow(),
                options.cropTop(),
                options.cropLeft(),
                options.shrink(),
                pixels);
    }

    private Picture picture(Sensor sensor) {
        return options.picture()
                .map(given -> SensorPicture.of(given, sensor))
                .orElseGet(() -> SensorPicture.generated(PICTURE_SEED, sensor));
    }

    /** Every feature map, by the simulator. */
    private ImmutableMap<String, TensorData> computed(TensorData frame) {
        ImmutableMap.Builder<String, TensorData> computed = ImmutableMap.builder();
        Rounding rounding = Rounding.valueOf(program.accelerator().rounding().name());
        NetworkExecution.run(network, ImmutableMap.of(input.name(), frame), rounding, (map, data) -> {
            computed.put(map.name(), data);
            return true;
        });
        return computed.buildOrThrow();
    }
}
