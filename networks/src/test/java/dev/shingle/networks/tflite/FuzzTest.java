package dev.shingle.networks.tflite;

import dev.shingle.networks.fuzz.Corpus;
import dev.shingle.networks.fuzz.DamagedFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged files are read or refused; {@link DamagedFiles} says how to run more of them. */
class FuzzTest {

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        List<byte[]> own = TinyNetworks.all().stream().map(TinyTflite::bytes).toList();
        new DamagedFiles(
                        Corpus.of(own, ".tflite"),
                        TfliteMutation::of,
                        contents -> TfliteReader.read("fuzz.tflite", contents),
                        4)
                .tryAll();
    }
}
