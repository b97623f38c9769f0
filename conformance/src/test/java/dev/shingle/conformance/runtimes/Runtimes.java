package dev.shingle.conformance.runtimes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** The runtimes of this platform: one child each for all tests. */
final class Runtimes {

    private static final long MOST_SECONDS = 120;
    private static final String PLATFORM = System.getProperty("os.name") + " " + System.getProperty("os.arch");

    private static final ChildRuntime TFLITE = new ChildRuntime(TfliteChild.class, MOST_SECONDS);
    private static final ChildRuntime ONNX = new ChildRuntime(OnnxChild.class, MOST_SECONDS);

    private Runtimes() {}

    /** Or a skipped test that says what is missing. */
    static ChildRuntime tflite() {
        assumeThere(whyNoTflite());
        return TFLITE;
    }

    /** Or a skipped test that says what is missing. */
    static ChildRuntime onnx() {
        assumeThere(whyNoOnnxRuntime());
        return ONNX;
    }

    /** Empty if it is there. */
    static Optional<String> whyNoTflite() {
        return missing("tflite", "org/bytedeco/tensorflowlite/linux-x86_64/libjnitensorflowlite.so");
    }

    /** Empty if it is there. */
    static Optional<String> whyNoOnnxRuntime() {
        return missing("onnxruntime", "ai/onnxruntime/native/linux-x64/libonnxruntime.so");
    }

    private static void assumeThere(Optional<String> missing) {
        assumeTrue(missing.isEmpty(), () -> missing.orElse("nothing is missing"));
    }

    private static Optional<String> missing(String runtime, String natives) {
        boolean isThere = PLATFORM.equals("Linux amd64") && ClassLoader.getSystemResource(natives) != null;
        return isThere ? Optional.empty() : Optional.of("no natives of " + runtime + " on " + PLATFORM);
    }
}
