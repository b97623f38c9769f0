package dev.shingle.conformance.walls;

import com.google.common.collect.ImmutableSet;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.Arrays;

/** The rooms of docs/architecture.md, and which others each may see. What is not listed is out of sight. */
enum Room {
    NETWORKS("networks", "networks"),
    MACHINE("mapper", "mapper.machine", NETWORKS),
    PLAN("mapper", "mapper.plan", NETWORKS, MACHINE),
    TRACE("mapper", "mapper.trace", NETWORKS),
    OVERLAP("mapper", "mapper.overlap", NETWORKS, MACHINE, PLAN),
    /** The problem as numbers and its planners; knows no network. */
    PLACE("mapper", "mapper.place", MACHINE, PLAN, TRACE),
    SCHEDULE("mapper", "mapper.schedule", NETWORKS, MACHINE, PLAN, OVERLAP, PLACE),
    /** Judges plans, so it shares no mathematics with what lays them. */
    VERIFY("mapper", "mapper.verify", NETWORKS, MACHINE, PLAN, TRACE),
    /** Judges both, so it shares mathematics with neither. */
    SIMULATOR("accelerator-sim", "sim", NETWORKS, MACHINE, PLAN),
    FPGA("fpga-export", "fpga", NETWORKS, MACHINE, PLAN),
    API("api", "api", NETWORKS, MACHINE, PLAN, TRACE, OVERLAP, PLACE, SCHEDULE, VERIFY, SIMULATOR, FPGA),
    CLI("cli", "cli", NETWORKS, MACHINE, PLAN, TRACE, OVERLAP, PLACE, SCHEDULE, VERIFY, SIMULATOR, FPGA, API),
    /** Not part of the program: generators for tests, ours and those of users. */
    TESTKIT("testkit", "testkit", NETWORKS, MACHINE, PLAN, TRACE, OVERLAP, PLACE, SCHEDULE, VERIFY, SIMULATOR),
    SKIP_REPORT("skip-report", "skipreport"),
    CONFORMANCE(
            "conformance",
            "conformance",
            NETWORKS,
            MACHINE,
            PLAN,
            TRACE,
            OVERLAP,
            PLACE,
            SCHEDULE,
            VERIFY,
            SIMULATOR,
            FPGA,
            API,
            CLI,
            TESTKIT);

    private static final String BASE = "dev.shingle.";

    private final String module;
    private final String packageName;
    private final ImmutableSet<Room> visible;

    Room(String module, String packageName, Room... visible) {
        this.module = module;
        this.packageName = BASE + packageName;
        this.visible = ImmutableSet.copyOf(visible);
    }

    /** Whether the program that users run contains it. */
    boolean isProduction() {
        return this != TESTKIT && this != SKIP_REPORT && this != CONFORMANCE;
    }

    static DescribedPredicate<JavaClass> classesOfTheProgram() {
        return DescribedPredicate.describe(
                "of the program",
                type -> Arrays.stream(values()).anyMatch(room -> room.isProduction() && room.contains(type)));
    }

    /** The program without its command line: what a library user gets. */
    static DescribedPredicate<JavaClass> classesOfTheLibrary() {
        return classesOfTheProgram().and(DescribedPredicate.not(CLI.classes())).as("of the library");
    }

    DescribedPredicate<JavaClass> classes() {
        return DescribedPredicate.describe("in " + packageName, this::contains);
    }

    /** Classes of this project that must not be seen from here. */
    DescribedPredicate<JavaClass> outOfSight() {
        return DescribedPredicate.describe(
                "out of sight of " + packageName,
                type -> type.getPackageName().startsWith(BASE)
                        && !contains(type)
                        && visible.stream().noneMatch(room -> room.contains(type)));
    }

    boolean contains(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(packageName + ".");
    }

    /** False before the first class of a room is written; only then may a rule about it be empty. */
    boolean isFurnished() {
        Path sources = SourceTree.ROOT.resolve(module).resolve("src/main/java").resolve(packageName.replace('.', '/'));
        return SourceTree.javaFilesUnder(sources).stream().anyMatch(file -> !file.endsWith("package-info.java"));
    }
}
