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
        int stride,
        Wire wire,
        boolean blueFirst) {

    /** Any that fits. */
    static Geometry random(Random random) {
        int shrink = 1 << random.nextInt(3);
        int frameRows = 1 + random.nextInt(6);
        int frameColumns = 1 + random.nextInt(9);
        int top = random.nextInt(3) == 0 ? 0 : random.nextInt(5);
        int left = random.nextInt(3) == 0 ? 0 : random.nextInt(7);
        int rows = top + frameRows * shrink + (random.nextInt(3) == 0 ? 0 : random.nextInt(4));
        int columns = Math.max(2, left + frameColumns * shrink + (random.nextInt(3) == 0 ? 0 : random.nextInt(5)));
        Wire wire = Wire.random(random);
        int stride = wire.channels() + (random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0);
        return new Geometry(
                2 << random.nextInt(4),
                Math.max(2, rows),
                columns,
                top,
                left,
                shrink,
                frameRows,
                frameColumns,
                stride,
                wire,
                wire.channels() > 1 && random.nextBoolean());
    }

    int framePixels() {
        return frameRows * frameColumns;
    }

    int words() {
        return (framePixels() * stride + lanes - 1) / lanes;
    }

    /**
     * The words' bytes that a sensor's picture becomes.
     *
     * @param pixels of the sensor, row by row, as its wire has them
     * @param table int8 for each value, channel by channel
     */
    byte[] expected(int[][] pixels, byte[] table) {
        byte[] bytes = new byte[words() * lanes];
        for (int row = 0; row < frameRows; row++) {
            for (int column = 0; column < frameColumns; column++) {
                for (int channel = 0; channel < wire.channels(); channel++) {
                    int from = blueFirst ? 2 - channel : channel;
                    bytes[(row * frameColumns + column) * stride + channel] =
                            table[256 * channel + average(pixels, row, column, from)];
                }
            }
        }
        return bytes;
    }

    /** In real numbers, so that it is not the same formula again. */
    private int average(int[][] pixels, int row, int column, int channel) {
        double sum = 0;
        for (int y = 0; y < shrink; y++) {
            for (int x = 0; x < shrink; x++) {
                sum += wire.sample(pixels[cropTop + row * shrink + y][cropLeft + column * shrink + x], channel);
            }
        }
        return (int) Math.floor(sum / (shrink * shrink) + 0.5);
    }

    /** A picture of the sensor. */
    int[][] picture(Random random, int least, int range) {
        int[][] pixels = new int[sensorRows][sensorColumns];
        for (int[] row : pixels) {
            for (int column = 0; column < row.length; column++) {
                row[column] = wire.pixel(random, least, range);
            }
        }
        return pixels;
    }

    String parameters() {
        return ".P(%d), .SENSOR_ROWS(%d), .SENSOR_COLUMNS(%d), .CROP_TOP(%d), .CROP_LEFT(%d), .SHRINK(%d), "
                        .formatted(lanes, sensorRows, sensorColumns, cropTop, cropLeft, shrink)
                + ".FRAME_ROWS(%d), .FRAME_COLUMNS(%d), .CHANNELS(%d), .PIXEL_STRIDE(%d), "
                        .formatted(frameRows, frameColumns, wire.channels(), stride)
                + ".BYTES_PER_PIXEL(%d), .LUMA_BYTE(%d), .BLUE_FIRST(1'b%d)"
                        .formatted(wire.bytes(), wire.lumaByte(), blueFirst ? 1 : 0);
    }
}
