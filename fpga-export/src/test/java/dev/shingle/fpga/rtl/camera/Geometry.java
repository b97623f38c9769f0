package dev.shingle.fpga.rtl.camera;

import java.util.Random;

/** What a front end is built for: the parameters of {@code dvp_capture} and {@code frame_writer} that shape a frame. */
record Geometry(
        int lanes,
        int sensorRows,
        int sensorColumns,
        int cropTop,
        int cropLeft,
        int shrink,
        int frameRows,
        int frameColumns,
        int bytesPerPixel,
        int lumaByte) {

    /** Any that fits. */
    static Geometry random(Random random) {
        int shrink = 1 << random.nextInt(3);
        int frameRows = 1 + random.nextInt(6);
        int frameColumns = 1 + random.nextInt(9);
        int top = random.nextInt(3) == 0 ? 0 : random.nextInt(5);
        int left = random.nextInt(3) == 0 ? 0 : random.nextInt(7);
        int rows = top + frameRows * shrink + (random.nextInt(3) == 0 ? 0 : random.nextInt(4));
        int columns = Math.max(2, left + frameColumns * shrink + (random.nextInt(3) == 0 ? 0 : random.nextInt(5)));
        int bytes = 1 + random.nextInt(2);
        return new Geometry(
                2 << random.nextInt(4),
                Math.max(2, rows),
                columns,
                top,
                left,
                shrink,
                frameRows,
                frameColumns,
                bytes,
                random.nextInt(bytes));
    }

    int framePixels() {
        return frameRows * frameColumns;
    }

    int words() {
        return (framePixels() + lanes - 1) / lanes;
    }

    /**
     * The words' bytes that a sensor's picture becomes.
     *
     * @param luma of the sensor, row by row, 0 to 255
     * @param table int8 for each value
     */
    byte[] expected(int[][] luma, byte[] table) {
        byte[] bytes = new byte[words() * lanes];
        for (int row = 0; row < frameRows; row++) {
            for (int column = 0; column < frameColumns; column++) {
                bytes[row * frameColumns + column] = table[average(luma, row, column)];
            }
        }
        return bytes;
    }

    /** In real numbers, so that it is not the same formula again. */
    private int average(int[][] luma, int row, int column) {
        double sum = 0;
        for (int y = 0; y < shrink; y++) {
            for (int x = 0; x < shrink; x++) {
                sum += luma[cropTop + row * shrink + y][cropLeft + column * shrink + x];
            }
        }
        return (int) Math.floor(sum / (shrink * shrink) + 0.5);
    }

    String parameters() {
        return ".P(%d), .SENSOR_ROWS(%d), .SENSOR_COLUMNS(%d), .CROP_TOP(%d), .CROP_LEFT(%d), .SHRINK(%d), "
                        .formatted(lanes, sensorRows, sensorColumns, cropTop, cropLeft, shrink)
                + ".FRAME_ROWS(%d), .FRAME_COLUMNS(%d), .BYTES_PER_PIXEL(%d), .LUMA_BYTE(%d)"
                        .formatted(frameRows, frameColumns, bytesPerPixel, lumaByte);
    }
}
