package dev.shingle.benchmarks.report;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What measured: processor, memory, Java, and how busy the machine was with other things. */
final class MachineText {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private MachineText() {}

    static String describe() throws IOException {
        return "%d processors (%s), %s memory, %s %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        field(PROCESSORS, "model name"),
                        field(MEMORY, "MemTotal"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        "%s %s"
                                .formatted(
                                        System.getProperty("java.vm.name"),
                                        System.getProperty("java.runtime.version")));
    }

    /** Programs that wanted to run, on average over the last minute. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
    }

    /** The first line of that name, in files of lines {@code name : value}. */
    private static String field(Path file, String name) throws IOException {
        if (Files.isReadable(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                List<String> halves = Splitter.on(':').limit(2).trimResults().splitToList(line);
                if (halves.get(0).equals(name) && halves.size() == 2) {
                    return halves.get(1);
                }
            }
        }
        return "unknown";
    }
}
