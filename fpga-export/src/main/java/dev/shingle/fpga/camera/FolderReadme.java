package dev.shingle.fpga.camera;

import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.bundle.BlockTable;
import dev.shingle.fpga.bundle.BundleRequest;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The README of a build, with its numbers. */
final class FolderReadme {

    private static final int[] MEGAHERTZ = {12, 24, 48, 100};

    private final BundleRequest export;
    private final Program program;
    private final CameraScene scene;
    private final NextCapture next;
    private final BlockTable blocks;

    FolderReadme(BundleRequest export, Program program, CameraScene scene, NextCapture next, BlockTable blocks) {
        this.export = export;
        this.program = program;
        this.scene = scene;
        this.next = next;
        this.blocks = blocks;
    }

    String text(String bitstreamHelp, String picture) {
        return Template.fill(
                "README.md",
                ImmutableMap.<String, String>builder()
                        .put("NETWORK", Template.comment(export.plan().network()))
                        .put(
                                "PART_TEXT",
                                export.part()
                                        .map(part -> "the FPGA " + part.name())
                                        .orElse("any FPGA"))
                        .put("BITSTREAM_HELP", bitstreamHelp)
                        .put("PICTURE", picture)
                        .put("HOST", host())
                        .put("OUTPUTS", outputs())
                        .put("BLOCKS", blocks())
                        .put("FIT", fit())
                        .putAll(numbers())
                        .putAll(camera())
                        .buildOrThrow());
    }

    private ImmutableMap<String, String> numbers() {
        MemoryPlan plan = export.plan();
        Layout layout = plan.machine().layout();
        long packed = (long) program.weights().bytes().length
                + program.biases().bytes().length
                + program.requant().bytes().length;
        return ImmutableMap.<String, String>builder()
                .put("LANES", Integer.toString(program.accelerator().lanes()))
                .put("WORD_BITS", Integer.toString(layout.wordBits()))
                .put("PLANNER", plan.planner())
                .put("PLAN_WORDS", grouped(plan.peakWords()))
                .put("PLAN_BYTES", grouped(plan.peakBytes()))
                .put("PINGPONG_WORDS", grouped(export.pingPongWords()))
                .put("PINGPONG_BYTES", grouped(layout.bytesOf(export.pingPongWords())))
                .put("WEIGHT_BYTES", grouped(export.weightBytes()))
                .put("PACKED_BYTES", grouped(packed))
                .put("CYCLES", grouped(cycles()))
                .put("RATES", rates())
                .put("ROUNDING", program.accelerator().rounding().displayName())
                .buildOrThrow();
    }

    private ImmutableMap<String, String> camera() {
        Sensor sensor = scene.sensor();
        HostTransfer frame = program.inputs().get(0);
        return ImmutableMap.<String, String>builder()
                .put("SENSOR_ROWS", Integer.toString(sensor.rows()))
                .put("SENSOR_COLUMNS", Integer.toString(sensor.columns()))
                .put("CROP_TOP", Integer.toString(sensor.cropTop()))
                .put("CROP_LEFT", Integer.toString(sensor.cropLeft()))
                .put("SHRINK_TEXT", shrinking(sensor.shrink()))
                .put("FRAME_ROWS", Integer.toString(frame.place().rows()))
                .put("FRAME_COLUMNS", Integer.toString(frame.place().columns()))
                .put("FRAME_BASE", grouped(frame.place().baseWord()))
                .put("FORMAT", format(sensor.pixels()))
                .put(
                        "FRAME_ORDER",
                        order(frame.place().channels(), frame.place().pixelBytes()))
                .put("CLOCKS", clocks(sensor, frame.place().pixelBytes()))
                .put("PIXELS", conversion())
                .put("NEXT", nextCapture())
                .buildOrThrow();
    }

    private static String format(PixelFormat pixels) {
        return switch (pixels) {
            case GRAY -> "one byte a pixel: gray, or the luma of a YUV sensor that leaves out the rest";
            case YUYV -> "two bytes a pixel: luma, which is used, and chroma (YUV 4:2:2)";
            case UYVY -> "two bytes a pixel: chroma, and luma, which is used (YUV 4:2:2)";
            case RGB565 -> "two bytes a pixel: RRRRRGGG, GGGBBBBB (RGB565, high byte first)";
            case RGB888 -> "three bytes a pixel: red, green, blue";
        };
    }

    private String order(int channels, long stride) {
        if (channels == 1) {
            return stride == 1 ? "pixel p is byte p" : "pixel p is byte p * " + stride;
        }
        return "channel c (%s) of pixel p is byte p * %d + c"
                .formatted(scene.pixels().blueFirst() ? "blue, green, red" : "red, green, blue", stride);
    }

    /** Bytes that a pixel becomes in the scratchpad, one a cycle, in the time in which it comes. */
    private static String clocks(Sensor sensor, long stride) {
        double ratio = (double) stride / (sensor.pixels().bytes() * sensor.shrink());
        return String.format(Locale.ROOT, "%.2f times the pixel clock or faster", Math.ceil(100 * ratio) / 100);
    }

    private static String shrinking(int by) {
        return by == 1 ? "" : ", shrunk by %d (means of %d x %d pixels, rounded half up)".formatted(by, by, by);
    }

    private String conversion() {
        return scene.pixels().isSignFlip()
                ? "turning its highest bit around: black is -128, white is 127"
                : (scene.sensor().pixels().channels() == 1 ? "the table" : "the tables, one for each channel,")
                        + " in `" + PixelTable.FILE + "`, made from the input's scale and zero point";
    }

    private String nextCapture() {
        String layer = export.plan().steps().get(next.afterStep()).layer();
        boolean isLast = next.afterStep() == export.plan().steps().size() - 1;
        String when = isLast
                ? "The next frame can come in when the last layer is done"
                : "The next frame can come in when layer %d (%s) of %d is done, while the others still run"
                        .formatted(
                                next.afterStep(),
                                Template.comment(layer),
                                export.plan().steps().size());
        return when
                + (next.afterHostTook()
                        ? ", and the host has read the outputs (an output lies in the frame's words): keep `hold` high until then."
                        : ": nothing else lies in its words then.");
    }

    private String host() {
        return export.hostLayers().isEmpty()
                ? "Nothing of the network is left to the host."
                : "Left to the host: " + Template.comment(String.join(", ", export.hostLayers())) + ".";
    }

    private String outputs() {
        String head = "| output | shape | first word | words | stride in bytes |\n|---|---|---:|---:|---:|\n";
        return head
                + program.outputs().stream()
                        .map(output -> "| `%s` | %d x %d x %d | %d | %d | %d |"
                                .formatted(
                                        Template.comment(output.map().name()),
                                        output.place().rows(),
                                        output.place().columns(),
                                        output.place().channels(),
                                        output.place().baseWord(),
                                        output.words(),
                                        output.place().pixelBytes()))
                        .collect(Collectors.joining("\n"));
    }

    private String blocks() {
        String head =
                "| family | block | scratchpad, ping-pong | scratchpad, plan | constants |\n|---|---|---:|---:|---:|\n";
        return head
                + blocks.rows().stream()
                        .filter(row -> row.kind().twoPorts() && row.kind().initialisable())
                        .filter(row -> export.part()
                                .map(part -> part.family() == row.family())
                                .orElse(true))
                        .map(row -> "| %s | %s | %s | %s | %s |"
                                .formatted(
                                        row.family().displayName(),
                                        row.kind().displayName(),
                                        grouped(row.pingPong()),
                                        grouped(row.plan()),
                                        grouped(row.constants())))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private String fit() {
        return blocks.part()
                .map(fits -> "With the plan it %s. With ping-pong buffers it %s.\n"
                        .formatted(fits.plan().describe(), fits.pingPong().describe()))
                .orElse("");
    }

    private String rates() {
        return IntStream.of(MEGAHERTZ)
                .mapToObj(clock ->
                        String.format(Locale.ROOT, "%.1f at %d MHz", clock * 1e6 / Math.max(1, cycles()), clock))
                .collect(Collectors.joining(", "));
    }

    private long cycles() {
        return program.cycles().stream().mapToLong(Long::longValue).sum();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
