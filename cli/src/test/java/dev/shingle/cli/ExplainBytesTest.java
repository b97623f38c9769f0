package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Why does another tool give another number? */
class ExplainBytesTest {

    @Test
    void twiceTheLargestTensorIsRecognised() {
        CliSession session = CliSession.run("explain", "camera-face", "--bytes", "153600");
        assertThat(session.exitCode()).isZero();
        assertThat(session.out())
                .containsPattern("two equal buffers +153,600 +<- yours")
                .contains("153,600 B (150.0 KiB) is: two equal buffers");
    }

    @Test
    void aNumberThatNothingGivesIsComparedWithTheNearest() {
        assertThat(CliSession.run("explain", "camera-face", "--bytes", "115300").out())
                .contains("is none of these; the nearest is: most that is live at once (+100 B)");
    }

    @Test
    void sizingSaysWhereToAsk() {
        assertThat(CliSession.run("size", "camera-face").out())
                .contains("shingle explain camera-face --bytes NUMBER")
                .containsPattern("ping-pong, equal buffers +153,600");
    }

    @Test
    void oneOfTheTwoIsNeeded() {
        assertThat(CliSession.run("explain", "camera-face").exitCode()).isEqualTo(2);
        assertThat(CliSession.run("explain", "camera-face", "--layer", "1", "--bytes", "1")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void whatOthersSayOfTheWakeWordNetwork() {
        Path models = Path.of("..", "..", "shared", "models", "tflite");
        assumeTrue(Files.isDirectory(models), "../shared/models/tflite is not there");
        for (String model : new String[] {"person_detect.tflite", "vww_96_int8.tflite"}) {
            String file = models.resolve(model).toString();
            assertThat(CliSession.run("explain", file, "--bytes", "73728").out())
                    .containsPattern("this plan: overlapped +36,864")
                    .containsPattern("two equal buffers +73,728 +<- yours");
        }
    }
}
