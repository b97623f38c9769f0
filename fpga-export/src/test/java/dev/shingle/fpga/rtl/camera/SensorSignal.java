package dev.shingle.fpga.rtl.camera;

import java.util.Random;

/** What a sensor puts on its pins, and the switches of the camera: the script of the bench's {@code sensor_player}. */
final class SensorSignal {

    private static final int CLEAR = 1 << 12;
    private static final int HOLD = 1 << 11;
    private static final int ARM = 1 << 10;
    private static final int FRAME = 1 << 9;
    private static final int LINE = 1 << 8;

    private static final int UNTIL_IDLE = 0x8000;
    private static final int UNTIL_BUSY = 0x8001;
    private static final int CHECK = 0x8002;
    private static final int UNTIL_LAYER = 0x8010;

    /** Long enough for the slower clock of any pair to see a switch. */
    private static final int SWITCH_CYCLES = 16;

    /** Long enough for a pixel to come through to the slower clock. */
    private static final int HOLD_LATENCY = 64;

    /** The least time between frames. */
    private static final int FRAME_GAP = 4;

    private final StringBuilder script = new StringBuilder();
    private final Geometry geometry;
    private final Random random;
    private int switches = ARM;

    SensorSignal(Geometry geometry, Random random) {
        this.geometry = geometry;
        this.random = random;
    }

    @Override
    public String toString() {
        return script.toString();
    }

    SensorSignal switches(boolean arm, boolean hold) {
        switches = (arm ? ARM : 0) | (hold ? HOLD : 0);
        return blank(SWITCH_CYCLES);
    }

    SensorSignal untilIdle() {
        return line(UNTIL_IDLE);
    }

    SensorSignal untilBusy() {
        return line(UNTIL_BUSY);
    }

    SensorSignal untilLayerDone(int layer) {
        return line(UNTIL_LAYER + layer);
    }

    /** Waits for everything to end, notes the flags, and clears them. */
    SensorSignal check() {
        untilIdle().line(CHECK);
        for (int i = 0; i < SWITCH_CYCLES; i++) {
            line(CLEAR | switches);
        }
        return blank(SWITCH_CYCLES);
    }

    SensorSignal blank(int cycles) {
        for (int i = 0; i < cycles; i++) {
            line(switches | noise());
        }
        return this;
    }

    /** A frame as it should be. */
    SensorSignal frame(int[][] pixels) {
        opening();
        for (int[] row : pixels) {
            row(row, row.length * geometry.wire().bytes());
            blankInFrame(1 + random.nextInt(5));
        }
        return closing();
    }

    /** A frame in which the host begins to hold behind some lines. */
    SensorSignal frameHeldBehind(int lines, int[][] pixels) {
        opening();
        for (int row = 0; row < pixels.length; row++) {
            row(pixels[row], pixels[row].length * geometry.wire().bytes());
            blankInFrame(1 + random.nextInt(5));
            if (row == lines - 1) {
                blankInFrame(HOLD_LATENCY);
                switches |= HOLD;
            }
        }
        return closing();
    }

    /** A frame with a fault in one line, or in their number. */
    SensorSignal brokenFrame(int[][] pixels, Fault fault) {
        int at = random.nextInt(pixels.length);
        opening();
        for (int row = 0; row < pixels.length; row++) {
            if (row == at && fault == Fault.TOO_FEW_LINES) {
                blankInFrame(1);
                return closing();
            }
            brokenRow(pixels[row], row == at ? fault : Fault.TOO_MANY_LINES);
            if (row == at && fault == Fault.FALLS_IN_LINE) {
                return blank(FRAME_GAP);
            }
            blankInFrame(1 + random.nextInt(5));
        }
        if (fault == Fault.TOO_MANY_LINES) {
            row(pixels[0], pixels[0].length * geometry.wire().bytes());
        }
        return closing();
    }

    /** Lines are cut anywhere, inside pixels as well. */
    private void brokenRow(int[] row, Fault fault) {
        int bytes = row.length * geometry.wire().bytes();
        int part = 1 + random.nextInt(bytes - 1);
        switch (fault) {
            case SHORT_LINE -> row(row, part);
            case LONG_LINE -> row(row, bytes).row(row, part);
            case FALLS_IN_LINE ->
                row(row, random.nextInt(4) == 0 ? bytes : part).line(switches | LINE | noise());
            default -> row(row, bytes);
        }
    }

    private void opening() {
        if (random.nextInt(4) > 0) {
            blankInFrame(random.nextInt(6));
        }
    }

    private SensorSignal closing() {
        if (random.nextInt(4) > 0) {
            blankInFrame(1 + random.nextInt(6));
        }
        return blank(FRAME_GAP + random.nextInt(8));
    }

    private SensorSignal row(int[] pixels, int bytes) {
        int each = geometry.wire().bytes();
        for (int i = 0; i < bytes; i++) {
            line(switches | FRAME | LINE | geometry.wire().pins(pixels[i / each], i % each, noise()));
        }
        return this;
    }

    private void blankInFrame(int cycles) {
        for (int i = 0; i < cycles; i++) {
            line(switches | FRAME | noise());
        }
    }

    /** Pins that nobody should look at. */
    private int noise() {
        return random.nextInt(256);
    }

    private SensorSignal line(int bits) {
        script.append(Integer.toHexString(bits)).append('\n');
        return this;
    }
}
