package dev.shingle.api;

import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.bundle.MemoryCut;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.fpga.memory.format.MemoryFormat;
import dev.shingle.fpga.memory.format.MemoryFormats;
import java.util.Optional;

/**
 * How a network is exported.
 *
 * @param format of the memory files
 * @param cut how memories are shaped before they are written
 * @param rounding of the reference accelerator
 * @param part the FPGA that it is for
 * @param tflm whether a copy of the model's file with the plan for TensorFlow Lite Micro is among the files
 */
public record ExportOptions(MemoryFormat format, MemoryCut cut, Rounding rounding, Optional<Part> part, boolean tflm) {

    /** Strict {@code .mem} files for no part in particular, rounded as TensorFlow Lite rounds. */
    public static ExportOptions defaults() {
        return new ExportOptions(MemoryFormats.standard(), MemoryCut.none(), Rounding.TFLITE, Optional.empty(), false);
    }

    public ExportOptions withFormat(MemoryFormat other) {
        return new ExportOptions(other, cut, rounding, part, tflm);
    }

    public ExportOptions withCut(MemoryCut other) {
        return new ExportOptions(format, other, rounding, part, tflm);
    }

    public ExportOptions withRounding(Rounding other) {
        return new ExportOptions(format, cut, other, part, tflm);
    }

    public ExportOptions withPart(Part other) {
        return new ExportOptions(format, cut, rounding, Optional.of(other), tflm);
    }

    public ExportOptions withTflm(boolean wanted) {
        return new ExportOptions(format, cut, rounding, part, wanted);
    }
}
