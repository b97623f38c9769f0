package dev.shingle.networks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsUpToTheLimitAndNoByteMore() throws IOException {
        Path file = folder.resolve("text");
        Files.writeString(file, "é23", StandardCharsets.UTF_8);
        assertThat(TextFile.read(file, 4, "/", "a plan")).isEqualTo("é23");
        assertThatThrownBy(() -> TextFile.read(file, 3, "/", "a plan"))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessage(file + ": /: found more than 3 bytes, expected a plan of at most so many");
    }

    @Test
    void endsWhereADeviceDoesNot() {
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.isReadable(endless), "there is no /dev/zero here");
        assertThatThrownBy(() -> TextFile.read(endless, 1000, "/", "a plan"))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("found more than 1000 bytes");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = folder.resolve("bytes");
        Files.write(file, new byte[] {'a', (byte) 0xe9, 'b'});
        assertThatThrownBy(() -> TextFile.read(file, 10, "/", "a plan"))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("found bytes that are no text, expected UTF-8");
    }
}
