package dev.shingle.benchmarks.reading;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.onnx.OnnxModel;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.onnx.write.OnnxWriter;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.networks.tflite.write.TfliteWriter;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A network from a file, against reading the file's bytes and looking at each of them once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Readers {

    @Param({"camera-face", "mobilenet-v1:0.25,128x128x1"})
    String network = "camera-face";

    private Path folder = Path.of(".");

    @Setup
    public void write() throws IOException {
        Network built = Zoo.build(network);
        folder = Files.createTempDirectory("shingle-readers");
        TfliteWriter.write(built, tfliteFile());
        OnnxWriter.write(built, onnxFile());
    }

    @TearDown
    public void remove() throws IOException {
        Files.deleteIfExists(tfliteFile());
        Files.deleteIfExists(onnxFile());
        Files.deleteIfExists(folder);
    }

    @Benchmark
    public Network tflite() {
        return TfliteReader.read(tfliteFile());
    }

    @Benchmark
    public OnnxModel onnx() {
        return OnnxReader.read(onnxFile(), ImmutableMap.of());
    }

    @Benchmark
    public long tfliteBytes() throws IOException {
        return checksum(tfliteFile());
    }

    @Benchmark
    public long onnxBytes() throws IOException {
        return checksum(onnxFile());
    }

    private static long checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(Files.readAllBytes(file));
        return checksum.getValue();
    }

    private Path tfliteFile() {
        return folder.resolve("network.tflite");
    }

    private Path onnxFile() {
        return folder.resolve("network.onnx");
    }
}
