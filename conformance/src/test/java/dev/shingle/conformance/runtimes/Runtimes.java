package dev.shingle.conformance.runtimes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The runtimes of this platform: one child each for all tests. */
final class Runtimes {

    private static final long MOST_SECONDS = 120;
    private static final String PLATFORM = System.getProperty("os.name") + " " + System.getProperty("os.arch");

    private static final ChildRuntime TFLITE = new ChildRuntime(TfliteChild.class, MOST_SECONDS);
    private static final ChildRuntime ONNX = new ChildRuntime(OnnxChild.class, MOST_SECONDS);

    private Runtimes() {}

    /** Or a skipped test that says what is missing. */
    static ChildRuntime tflite() {
        assumeThere("tflite", "org/bytedeco/tensorflowlite/linux-x86_64/libjnitensorflowlite.so");
        return TFLITE;
    }

    /** Or a skipped test that says what is missing. */
    static ChildRuntime onnx() {
        assumeThere("onnxruntime", "ai/onnxruntime/native/linux-x64/libonnxruntime.so");
        return ONNX;
    }

    private static void assumeThere(String runtime, String natives) {
        boolean isThere = PLATFORM.equals("Linux amd64") && ClassLoader.getSystemResource(natives) != null;
        assumeTrue(isThere, () -> "no natives of " + runtime + " on " + PLATFORM);
    }
}
