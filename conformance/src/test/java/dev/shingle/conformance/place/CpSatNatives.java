package dev.shingle.conformance.place;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.ortools.Loader;
import java.util.Optional;

/** CP-SAT's native library, which exists for some platforms only. */
final class CpSatNatives {

    private static final Optional<Throwable> FAILURE = load();

    private CpSatNatives() {}

    /** Skips the test, with the reason, where there is none. */
    static void assumeThere() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(FAILURE.isEmpty(), () -> "no natives of ortools on " + platform + ": " + FAILURE.orElseThrow());
    }

    private static Optional<Throwable> load() {
        try {
            Loader.loadNativeLibraries();
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(e);
        }
    }
}
