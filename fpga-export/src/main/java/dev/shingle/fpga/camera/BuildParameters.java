package dev.shingle.fpga.camera;

import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.Rounding;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Numbers of a build: parameters of the RTL's {@code camera_top}, and what the test bench must know of them. */
final class BuildParameters {

    private static final int FIFO_WORDS = 16;

    /** Half a period of the test bench's clocks; the writer stores a byte in each of the core's. */
    private static final long CORE_CLOCK_HALF = 5;

    private static final long USUAL_PIXEL_CLOCK_HALF = 7;

    /** A line of the sensor takes its pixels, blanking, and a slow pixel clock; runs may take twice what they should. */
    private static final long CYCLES_PER_BYTE = 16;

    private static final long SPARE_CYCLES = 10_000;

    private final String network;
    private final Program program;
    private final Sensor sensor;
    private final PixelTable pixels;
    private final NextCapture next;

    BuildParameters(String network, Program program, Sensor sensor, PixelTable pixels, NextCapture next) {
        this.network = network;
        this.program = program;
        this.sensor = sensor;
        this.pixels = pixels;
        this.next = next;
    }

    String network() {
        return network;
    }

    /** Half a period of the pixel clock in the test bench: odd beside the core's, and slow enough for its queue. */
    long pixelClockHalf() {
        long bytes = (long) sensor.pixels().bytes() * sensor.shrink();
        long stride = program.inputs().get(0).place().pixelBytes();
        return Math.max(USUAL_PIXEL_CLOCK_HALF, (CORE_CLOCK_HALF * stride + bytes - 1) / bytes);
    }

    /** The generated top of the design. */
    String top() {
        String parameters = camera().entrySet().stream()
                .map(entry -> "      .%s(%s)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",\n"));
        return Template.fill(
                "build_top.sv",
                Map.of(
                        "NETWORK",
                        Template.comment(network),
                        "ADDRESS_TOP",
                        Integer.toString(addressBits() - 1),
                        "WORD_TOP",
                        Integer.toString(Byte.SIZE * program.accelerator().lanes() - 1),
                        "LAYER_TOP",
                        Integer.toString(layerBits() - 1),
                        "MODULUS",
                        (addressBits() + 1) + "'d" + program.scratchpadWords(),
                        "PARAMETERS",
                        parameters));
    }

    /** Numbers for the test bench and for board tops, to be included in a module. */
    String header() {
        StringBuilder text = new StringBuilder("// Numbers of this build. Made by `shingle export`.\n");
        ImmutableMap.<String, Long>builder()
                .put("P", (long) program.accelerator().lanes())
                .put("SCRATCH_WORDS", program.scratchpadWords())
                .put("ADDRESS_BITS", (long) addressBits())
                .put("LAYERS", (long) program.descriptors().size())
                .put("LAYER_BITS", (long) layerBits())
                .put("SENSOR_ROWS", (long) sensor.rows())
                .put("SENSOR_COLUMNS", (long) sensor.columns())
                .put("CHANNELS", (long) sensor.pixels().channels())
                .put("BYTES_PER_PIXEL", (long) sensor.pixels().bytes())
                .put("LUMA_BYTE", (long) sensor.pixels().lumaByte())
                .put("OUTPUTS", (long) program.outputs().size())
                .put("LIMIT_CYCLES", limitCycles())
                .buildOrThrow()
                .forEach((name, value) -> text.append("localparam int %s = %d;\n".formatted(name, value)));
        return text.append("// 32 bits for each output, the first one in the lowest.\n")
                .append(outputs("OUTPUT_BASES", output -> output.place().baseWord()))
                .append(outputs("OUTPUT_WORDS", HostTransfer::words))
                .toString();
    }

    private String outputs(String name, ToLongFunction<HostTransfer> number) {
        String numbers = program.outputs().reverse().stream()
                .map(output -> "32'd" + number.applyAsLong(output))
                .collect(Collectors.joining(", "));
        return "localparam logic [%d:0] %s = {%s};\n"
                .formatted(Integer.SIZE * program.outputs().size() - 1, name, numbers);
    }

    private ImmutableMap<String, Object> camera() {
        Accelerator accelerator = program.accelerator();
        HostTransfer frame = program.inputs().get(0);
        return ImmutableMap.<String, Object>builder()
                .put("P", accelerator.lanes())
                .put("SCRATCH_WORDS", program.scratchpadWords())
                .put("WEIGHT_WORDS", program.weights().depthWords())
                .put("PARAM_WORDS", program.biases().depthWords())
                .put("LAYERS", program.layerSlots())
                .put("COORD_BITS", accelerator.coordinateBits())
                .put("CIRCULAR", bit(accelerator.circular()))
                .put("SINGLE_PORT", bit(accelerator.singlePort()))
                .put("SINGLE_ROUNDING", bit(accelerator.rounding() == Rounding.SINGLE))
                .put("SENSOR_ROWS", sensor.rows())
                .put("SENSOR_COLUMNS", sensor.columns())
                .put("CROP_TOP", sensor.cropTop())
                .put("CROP_LEFT", sensor.cropLeft())
                .put("SHRINK", sensor.shrink())
                .put("FRAME_ROWS", frame.place().rows())
                .put("FRAME_COLUMNS", frame.place().columns())
                .put("FRAME_BASE", frame.place().baseWord())
                .put("CHANNELS", sensor.pixels().channels())
                .put("PIXEL_STRIDE", frame.place().pixelBytes())
                .put("BYTES_PER_PIXEL", sensor.pixels().bytes())
                .put("LUMA_BYTE", sensor.pixels().lumaByte())
                .put("BLUE_FIRST", bit(pixels.blueFirst()))
                .put("PIXEL_TABLE", bit(!pixels.isSignFlip()))
                .put("PIXEL_FILE", '"' + PixelTable.FILE + '"')
                .put("FIFO_DEPTH", FIFO_WORDS)
                .put("NEXT_CAPTURE_LAYER", nextCaptureLayer())
                .put("FRAME_TAG", frame.place().tag())
                .buildOrThrow();
    }

    /** -1 stands for the end of the run. */
    private int nextCaptureLayer() {
        boolean isLast = next.afterStep() == program.descriptors().size() - 1;
        return isLast || next.afterHostTook() ? -1 : next.afterStep();
    }

    private static String bit(boolean value) {
        return value ? "1'b1" : "1'b0";
    }

    private int addressBits() {
        return bitsFor(program.scratchpadWords());
    }

    private int layerBits() {
        return bitsFor(program.layerSlots());
    }

    /** As the RTL has it: bits that number so many things. */
    private static int bitsFor(long count) {
        return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(count - 1));
    }

    private long limitCycles() {
        long expected = program.cycles().stream().mapToLong(Long::longValue).sum();
        long line = (long) sensor.columns() * sensor.pixels().bytes() + CYCLES_PER_BYTE;
        long bytes = Math.multiplyExact((long) sensor.rows() + 1, line);
        return Math.min(Integer.MAX_VALUE, 2 * expected + CYCLES_PER_BYTE * bytes + SPARE_CYCLES);
    }
}
