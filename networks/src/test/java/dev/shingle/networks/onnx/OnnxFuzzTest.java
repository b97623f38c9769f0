package dev.shingle.networks.onnx;

import dev.shingle.networks.Network;
import dev.shingle.networks.fuzz.Corpus;
import dev.shingle.networks.fuzz.DamagedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Damaged files are read or refused; {@link DamagedFiles} says how to run more of them. */
class OnnxFuzzTest {

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        List<byte[]> own = TinyModels.all().stream()
                .map(file -> file.model().toByteArray())
                .toList();
        new DamagedFiles(Corpus.of(own, ".onnx"), OnnxMutation::of, OnnxFuzzTest::read, 40).tryAll();
    }

    private static Network read(ByteBuffer contents) {
        return OnnxReader.read("fuzz.onnx", contents, Map.of()).network();
    }
}
