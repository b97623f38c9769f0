package dev.shingle.fpga.rtl.camera;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A front end in the bench, the frames that its sensor sends, and what has to come of each. */
final class FrontLane {

    /** Half periods of core clock and pixel clock, and the latter's delay: from a quarter to three times the core's. */
    private static final int[][] CLOCKS = {
        {1000, 4000, 0}, {1000, 2718, 300}, {1000, 1618, 77}, {1000, 1003, 0}, {1000, 1000, 500},
        {1003, 1000, 41}, {1618, 1000, 5}, {2236, 1000, 901}, {3000, 1000, 0}, {3000, 1000, 1234}
    };

    private static final int LAYERS = 4;

    /** Cycles for the deepest pipeline and the widest gaps. */
    private static final int SPARE_CYCLES = 200;

    /** What happens to a frame, or to the second of two. */
    enum Event {
        GOOD,
        BROKEN,
        WHILE_BUSY,
        WHILE_HELD,
        UNARMED,
        HELD_WITHIN,
        OVERLAPPED,
        OVERLAPPED_AND_HELD
    }

    /** An event and the words that the network has to find at each of its starts, if no pixel was lost. */
    record Scene(Event event, List<byte[]> frames) {}

    final int number;
    final Geometry geometry;
    final List<Scene> scenes = new ArrayList<>();
    private final Random random;
    private final int[] clocks;
    private final int fifoDepth;
    private final boolean hasTable;
    private final int nextCaptureLayer;
    private final byte[] table;
    private final SensorSignal signal;

    FrontLane(int number, byte[] table) {
        this.number = number;
        random = new Random(number);
        geometry = Geometry.random(random);
        clocks = CLOCKS[number % CLOCKS.length];
        fifoDepth = 4 << random.nextInt(3);
        hasTable = random.nextBoolean();
        nextCaptureLayer = random.nextInt(3) - 1;
        this.table = hasTable ? table : flippedSigns();
        signal = new SensorSignal(geometry, random);
        play();
    }

    /** The queue takes what pixels come too fast, by the README's bound, as if lines came without blanks. */
    boolean hasRoom() {
        double pixelsPerCycle = (double) clocks[0]
                / clocks[1]
                * geometry.stride()
                / geometry.wire().bytes()
                / geometry.shrink();
        double surplus = geometry.framePixels() * Math.max(0, 1 - 1 / pixelsPerCycle);
        return fifoDepth >= surplus + 8;
    }

    String script() {
        return signal.toString();
    }

    String instance(int at) {
        return ("front_lane #(.ID(%d), %s, .CORE_HALF(%d), .PIXEL_HALF(%d), .PHASE(%d), .PIXEL_TABLE(1'b%d),"
                        + " .PIXEL_FILE(\"pixels_%d.mem\"), .FIFO_DEPTH(%d),"
                        + " .NEXT_CAPTURE_LAYER(%d), .FRAME_ACTIVE_LOW(1'b%d), .LINE_ACTIVE_LOW(1'b%d),"
                        + " .NET_LAYERS(%d), .LAYER_CYCLES(%d)) i_lane_%d (.finished(finished[%d]));%n")
                .formatted(
                        number,
                        geometry.parameters(),
                        clocks[0],
                        clocks[1],
                        clocks[2],
                        hasTable ? 1 : 0,
                        geometry.wire().channels(),
                        fifoDepth,
                        nextCaptureLayer,
                        number / 2 % 2,
                        number / 3 % 2,
                        LAYERS,
                        layerCycles(),
                        number,
                        at);
    }

    /** A layer takes longer than a frame, whatever the gaps. */
    private int layerCycles() {
        int line = geometry.sensorColumns() * geometry.wire().bytes() + 6;
        int pixelCycles = (geometry.sensorRows() + 2) * line + SPARE_CYCLES;
        return (int) ((long) pixelCycles * clocks[1] / clocks[0]) + SPARE_CYCLES;
    }

    private void play() {
        signal.blank(4 + random.nextInt(40));
        good();
        for (Fault fault : Fault.values()) {
            signal.switches(true, false).brokenFrame(picture(), fault);
            note(Event.BROKEN);
            if (random.nextBoolean()) {
                good();
            }
        }
        good();
        whileBusy();
        notWanted(Event.UNARMED, false, false);
        notWanted(Event.WHILE_HELD, true, true);
        heldWithin();
        if (nextCaptureLayer >= 0) {
            overlapped();
            overlappedAndHeld();
        }
        good();
    }

    private void good() {
        int[][] picture = picture();
        signal.switches(true, false).frame(picture);
        note(Event.GOOD, picture);
    }

    private void whileBusy() {
        int[][] first = picture();
        signal.switches(true, false).frame(first).untilBusy().frame(picture());
        note(Event.WHILE_BUSY, first);
    }

    private void notWanted(Event event, boolean arm, boolean hold) {
        signal.switches(arm, hold).frame(picture());
        note(event);
    }

    /** The host reads through the same port from the frame's middle until long after its end. */
    private void heldWithin() {
        int[][] picture = picture();
        signal.switches(true, false).frameHeldBehind(geometry.cropTop() + geometry.shrink(), picture);
        signal.blank(SPARE_CYCLES).switches(true, false);
        note(Event.HELD_WITHIN, picture);
    }

    private void overlapped() {
        int[][] first = picture();
        int[][] second = picture();
        signal.switches(true, false)
                .frame(first)
                .untilBusy()
                .untilLayerDone(nextCaptureLayer)
                .frame(second);
        note(Event.OVERLAPPED, first, second);
    }

    /** The second frame waits for a host that reads until long after the network's end. */
    private void overlappedAndHeld() {
        int[][] first = picture();
        int[][] second = picture();
        signal.switches(true, false).frame(first).untilBusy().untilLayerDone(nextCaptureLayer);
        signal.frame(second).switches(true, true).untilLayerDone(LAYERS - 1).blank(SPARE_CYCLES);
        signal.switches(true, false);
        note(Event.OVERLAPPED_AND_HELD, first, second);
    }

    private void note(Event event, int[][]... pictures) {
        signal.check();
        List<byte[]> frames = new ArrayList<>();
        for (int[][] picture : pictures) {
            frames.add(geometry.expected(picture, table));
        }
        scenes.add(new Scene(event, frames));
    }

    /** Bright, dark or anything, so that sums come near their limits. */
    private int[][] picture() {
        int least = random.nextInt(3) == 0 ? 250 : 0;
        int range = least > 0 || random.nextInt(3) == 0 ? 6 : 256;
        return geometry.picture(random, least, range);
    }

    static byte[] flippedSigns() {
        byte[] table = new byte[3 * 256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i % 256 - 128);
        }
        return table;
    }
}
