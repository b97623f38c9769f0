package dev.shingle.cli.doctor;

import com.google.common.collect.ImmutableMap;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;

/**
 * Java, memory, cores, locale.
 *
 * @param java version and maker
 * @param system name, version and processor
 * @param cores processors that Java may use
 * @param heapBytes most that Java takes for the program's objects
 * @param memoryBytes of the machine, or of the container that the program runs in; 0 if it is not known
 * @param locale what the environment says, or that it says nothing
 * @param fileNames encoding of file names; with ASCII Java cannot open others
 */
public record Surroundings(
        String java, String system, int cores, long heapBytes, long memoryBytes, String locale, String fileNames) {

    /** Those of this process. */
    public static Surroundings of(Map<String, String> environment) {
        return new Surroundings(
                System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory(),
                installedBytes(),
                localeOf(environment),
                System.getProperty("sun.jnu.encoding", "unknown"));
    }

    private static long installedBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static String localeOf(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return name + "=" + value;
            }
        }
        return "none set";
    }

    /** Files whose names are not plain ASCII can be opened. */
    public boolean opensAllNames() {
        return fileNames.toUpperCase(Locale.ROOT).startsWith("UTF");
    }

    /** The same for people, in order. */
    public ImmutableMap<String, String> lines() {
        return ImmutableMap.of(
                "java",
                java,
                "system",
                system,
                "cores",
                Integer.toString(cores),
                "heap",
                "up to " + mebibytes(heapBytes) + " (more: SHINGLE_OPTS=-Xmx4g)",
                "memory",
                memoryBytes == 0 ? "not known" : mebibytes(memoryBytes),
                "locale",
                locale,
                "file names",
                fileNames + (opensAllNames() ? "" : ": only plain ASCII names can be opened; set LC_ALL=C.UTF-8"));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }
}
