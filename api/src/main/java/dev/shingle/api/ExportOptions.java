package dev.shingle.api;

import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.bundle.MemoryCut;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.fpga.memory.format.MemoryFormat;
import dev.shingle.fpga.memory.format.MemoryFormats;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.networks.tensors.TensorData;
import java.util.Optional;

/**
 * How a network is exported.
 *
 * @param format of the memory files
 * @param cut how memories are shaped before they are written
 * @param rounding of the reference accelerator
 * @param part the FPGA that it is for
 * @param tflm whether a copy of the model's file with the plan for TensorFlow Lite Micro is among the files
 * @param planner places the buffers
 * @param inputs what the scratchpad's file holds, by name of the network's input; the others get numbers without pattern
 * @param camera the design behind a camera that is made of it; empty for the export alone
 */
public record ExportOptions(
        MemoryFormat format,
        MemoryCut cut,
        Rounding rounding,
        Optional<Part> part,
        boolean tflm,
        Planner planner,
        ImmutableMap<String, TensorData> inputs,
        Optional<CameraOptions> camera) {

    /** Strict {@code .mem} files for no part in particular, rounded as TensorFlow Lite rounds. */
    public static ExportOptions defaults() {
        return new ExportOptions(
                MemoryFormats.standard(),
                MemoryCut.none(),
                Rounding.TFLITE,
                Optional.empty(),
                false,
                new OverlapPlanner(),
                ImmutableMap.of(),
                Optional.empty());
    }

    public ExportOptions withFormat(MemoryFormat other) {
        return new ExportOptions(other, cut, rounding, part, tflm, planner, inputs, camera);
    }

    public ExportOptions withCut(MemoryCut other) {
        return new ExportOptions(format, other, rounding, part, tflm, planner, inputs, camera);
    }

    public ExportOptions withRounding(Rounding other) {
        return new ExportOptions(format, cut, other, part, tflm, planner, inputs, camera);
    }

    public ExportOptions withPart(Part other) {
        return new ExportOptions(format, cut, rounding, Optional.of(other), tflm, planner, inputs, camera);
    }

    public ExportOptions withTflm(boolean wanted) {
        return new ExportOptions(format, cut, rounding, part, wanted, planner, inputs, camera);
    }

    public ExportOptions withPlanner(Planner other) {
        return new ExportOptions(format, cut, rounding, part, tflm, other, inputs, camera);
    }

    public ExportOptions withInputs(ImmutableMap<String, TensorData> others) {
        return new ExportOptions(format, cut, rounding, part, tflm, planner, others, camera);
    }

    public ExportOptions withCamera(CameraOptions wanted) {
        return new ExportOptions(format, cut, rounding, part, tflm, planner, inputs, Optional.of(wanted));
    }
}
