package dev.shingle.fpga.camera;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.io.ByteSource;
import dev.shingle.networks.pictures.Picture;

/** A gray picture as PGM, without comments: what the test bench can read. */
final class GrayFile {

    private GrayFile() {}

    static ByteSource of(Picture picture) {
        checkArgument(picture.channels() == 1 && picture.maximum() == 255, "%s is not gray with 8 bits", picture);
        byte[] samples = new byte[Math.multiplyExact(picture.height(), picture.width())];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) picture.sample(i / picture.width(), i % picture.width(), 0);
        }
        String head = "P5\n%d %d\n255\n".formatted(picture.width(), picture.height());
        return ByteSource.concat(ByteSource.wrap(head.getBytes(US_ASCII)), ByteSource.wrap(samples));
    }
}
