package dev.shingle.fpga.camera;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.io.ByteSource;
import dev.shingle.networks.pictures.Picture;

/** The picture that the test bench plays, in a form that it can read: PGM or PPM, without comments. */
final class PlayedPicture {

    private static final int BRIGHTEST = 255;

    private final Picture picture;

    PlayedPicture(Picture picture) {
        checkArgument(picture.maximum() == BRIGHTEST, "%s has not 8 bits", picture);
        this.picture = picture;
    }

    String name() {
        return picture.channels() == 1 ? "picture.pgm" : "picture.ppm";
    }

    ByteSource file() {
        int channels = picture.channels();
        int row = Math.multiplyExact(picture.width(), channels);
        byte[] samples = new byte[Math.multiplyExact(picture.height(), row)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) picture.sample(i / row, i % row / channels, i % channels);
        }
        String head = "P%d\n%d %d\n255\n".formatted(channels == 1 ? 5 : 6, picture.width(), picture.height());
        return ByteSource.concat(ByteSource.wrap(head.getBytes(US_ASCII)), ByteSource.wrap(samples));
    }
}
