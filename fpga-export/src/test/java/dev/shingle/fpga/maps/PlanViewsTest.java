package dev.shingle.fpga.maps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.ExternalTool;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.Network;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.testkit.RandomPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read back from every view is what the plan says. */
class PlanViewsTest {

    private static final Pattern C = Pattern.compile("(?m)^#define SHINGLE_(\\w+) (\\d+)ull$");
    private static final Pattern VERILOG = Pattern.compile("(?m)^localparam SHINGLE_(\\w+) = (?:64'd)?(\\d+);$");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^  localparam (\\w+) = (?:64'd)?(\\d+);$");

    @TempDir
    private Path folder;

    @Provide
    Arbitrary<MemoryPlan> plan() {
        return RandomPlans.plans().filter(PlanViewsTest::liesBelowItsPeak);
    }

    /** As every plan that has been verified. */
    private static boolean liesBelowItsPeak(MemoryPlan plan) {
        boolean isCircular = plan.machine().addressing() == Addressing.CIRCULAR;
        return plan.placements().stream()
                .allMatch(placement -> isCircular
                        ? placement.buffer().sizeWords() <= plan.peakWords()
                        : placement.endWords() <= plan.peakWords());
    }

    @Property(tries = 200)
    void sourceViewsSayWhatThePlanSays(@ForAll("plan") MemoryPlan plan) {
        AddressMap map = AddressMap.of(plan);
        Map<String, Long> numbers = parsed(C, SourceViews.cHeader(map));
        assertThat(parsed(VERILOG, SourceViews.verilogHeader(map))).isEqualTo(numbers);
        assertThat(parsed(PACKAGE, SourceViews.systemVerilogPackage(map))).isEqualTo(numbers);
        Layout layout = plan.machine().layout();
        assertThat(numbers)
                .containsEntry("PEAK_WORDS", plan.peakWords())
                .containsEntry("PEAK_BYTES", plan.peakBytes())
                .containsEntry("BUFFERS", (long) plan.placements().size())
                .containsEntry("STEPS", (long) plan.steps().size());
        for (int i = 0; i < plan.placements().size(); i++) {
            Placement placement = plan.placements().get(i);
            String name = "BUF_" + map.buffers().get(i).symbol();
            long offset = map.isCircular() ? placement.offsetWords() % plan.peakWords() : placement.offsetWords();
            assertThat(numbers)
                    .containsEntry(name + "_OFFSET_WORDS", offset)
                    .containsEntry(name + "_OFFSET_BYTES", layout.bytesOf(offset))
                    .containsEntry(name + "_WORDS", placement.buffer().sizeWords())
                    .containsEntry(name + "_START_STEP", (long)
                            placement.buffer().live().start())
                    .containsEntry(
                            name + "_END_STEP", (long) placement.buffer().live().end());
        }
        plan.steps()
                .forEach(step -> assertThat(numbers)
                        .containsEntry(
                                "STEP" + step.index() + "_REVERSE", step.traversal() == Traversal.REVERSE ? 1L : 0L)
                        .containsKey("STEP" + step.index() + "_OUT0_WORD"));
    }

    @Property(tries = 200)
    void theTextSaysWhatThePlanSays(@ForAll("plan") MemoryPlan plan) {
        AddressMap map = AddressMap.of(plan);
        Map<String, Long> numbers = map.constants();
        List<String> lines = PlanMap.write(map).lines().toList();
        assertThat(lines.get(1))
                .startsWith("peak %d words of %d bits, %d bytes"
                        .formatted(plan.peakWords(), plan.machine().layout().wordBits(), plan.peakBytes()));
        int buffers = lines.indexOf(lines.stream()
                .filter(line -> line.endsWith(" buffer"))
                .findFirst()
                .orElseThrow());
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < plan.placements().size(); i++) {
            String[] cells = lines.get(buffers + 1 + i).strip().split("\\s+", 7);
            found.add(cells[0] + "," + cells[1] + "," + cells[2] + "," + cells[3]);
            String name = "BUF_" + map.buffers().get(i).symbol();
            Buffer buffer = plan.placements().get(i).buffer();
            long word = numbers.get(name + "_OFFSET_WORDS");
            expected.add("%d,%d,%d,%d"
                    .formatted(
                            word,
                            word + buffer.sizeWords(),
                            plan.machine().layout().bytesOf(word),
                            plan.machine().layout().bytesOf(word + buffer.sizeWords())));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        int steps = lines.indexOf(lines.stream()
                .filter(line -> line.endsWith(" layer"))
                .findFirst()
                .orElseThrow());
        for (int step = 0; step < plan.steps().size(); step++) {
            String[] cells = lines.get(steps + 1 + step).strip().split("\\s+", 6);
            assertThat(cells[0]).isEqualTo(String.valueOf(step));
            assertThat(Long.valueOf(cells[2])).isEqualTo(numbers.get("STEP" + step + "_OUT0_WORD"));
            assertThat(lines.get(steps + 1 + step))
                    .contains(plan.steps().get(step).traversal() == Traversal.FORWARD ? ">" : "<");
        }
    }

    @Property(tries = 200)
    void offsetsOfLayersSayWhatThePlanSays(@ForAll("plan") MemoryPlan plan) throws IOException {
        AddressMap map = AddressMap.of(plan);
        JsonNode layers = new YAMLMapper().readTree(LayerOffsets.write(map)).get("layers");
        assertThat(layers).hasSameSizeAs(plan.steps());
        Layout layout = plan.machine().layout();
        for (int i = 0; i < plan.steps().size(); i++) {
            assertThat(layers.get(i).get("name").asText())
                    .isEqualTo(plan.steps().get(i).layer());
            long out = map.constants().get("STEP" + i + "_OUT0_WORD");
            assertThat(layers.get(i).get("out_offset").asLong()).isEqualTo(layout.bytesOf(out));
        }
    }

    /** The most that is live can be more than no single step has, and never more than the peak. */
    @Property(tries = 200)
    void thePeakStepIsOneOfMost(@ForAll("plan") MemoryPlan plan) {
        AddressMap map = AddressMap.of(plan);
        assertThat(map.steps())
                .allSatisfy(step -> assertThat(step.liveWords())
                        .isLessThanOrEqualTo(map.peakStep().liveWords())
                        .isLessThanOrEqualTo(plan.peakWords()));
    }

    @Test
    void namesBecomeIdentifiersOfTheirOwn() {
        assertThat(Symbols.of(List.of("a/b", "a b", "A_B", "", "\u00e4", "9x", "a_b_2"))
                        .values())
                .containsExactly("A_B", "A_B_2", "A_B_3", "UNNAMED", "UNNAMED_2", "9X", "A_B_2_2");
        assertThat(Symbols.of(List.of("x".repeat(500))).get("x".repeat(500))).hasSize(60);
    }

    @Test
    void compilersTakeTheHeader() throws Exception {
        ExternalTool.assume("gcc", "gcc");
        Files.writeString(folder.resolve("plan.h"), SourceViews.cHeader(map("reference-p8")));
        Files.writeString(folder.resolve("use.c"), "#include \"plan.h\"\nint x[SHINGLE_PEAK_WORDS];\n");
        ExternalTool.run(
                folder, "gcc", "-fsyntax-only", "-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic", "use.c");
        // One byte less than the plan needs is an error, and so is a number that does not agree with another.
        long bytes = map("reference-p8").constants().get("PEAK_BYTES");
        String[] fits = {"gcc", "-fsyntax-only", "-DSHINGLE_SCRATCHPAD_BYTES=" + bytes, "use.c"};
        ExternalTool.run(folder, fits);
        String[] tight = {"gcc", "-fsyntax-only", "-DSHINGLE_SCRATCHPAD_BYTES=" + (bytes - 1), "use.c"};
        assertThat(failure(tight)).contains("the plan fits the scratchpad");
        String header = SourceViews.cHeader(map("reference-p8"));
        Files.writeString(folder.resolve("plan.h"), header.replaceFirst("_OFFSET_BYTES \\d+ull", "_OFFSET_BYTES 3ull"));
        assertThat(failure("gcc", "-fsyntax-only", "use.c")).contains("has one address");
    }

    private String failure(String... command) throws IOException, InterruptedException {
        try {
            return "accepted: " + ExternalTool.run(folder, command);
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void icarusTakesBoth() throws Exception {
        ExternalTool.assume("iverilog", "iverilog");
        long peak = writeVerilog();
        Files.writeString(folder.resolve("print.sv"), """
                module print;
                  wire [31:0] a, b;
                  use_plan plan(a, b);
                  initial #1 $display("peak %0d %0d", a, b);
                endmodule
                """);
        ExternalTool.run(folder, "iverilog", "-g2012", "-o", "use", "plan_pkg.sv", "use.sv", "print.sv");
        assertThat(ExternalTool.run(folder, "vvp", "-n", "use")).contains("peak " + peak + " " + peak);
    }

    @Test
    void verilatorTakesBoth() throws Exception {
        ExternalTool.assume("verilator", "verilator");
        long peak = writeVerilog();
        String[] lint = {
            "verilator",
            "--lint-only",
            "-Wno-WIDTH",
            "plan_pkg.sv",
            "use.sv",
            "expect.sv",
            "--top-module",
            "expect_plan"
        };
        expectInVerilog(peak);
        ExternalTool.run(folder, lint);
        expectInVerilog(peak + 1);
        assertThat(failure(lint)).contains("header differs", "package differs");
    }

    private void expectInVerilog(long peak) throws IOException {
        Files.writeString(folder.resolve("expect.sv"), """
                module expect_plan(output [31:0] a, output [31:0] b);
                `include "plan.vh"
                  use_plan plan(a, b);
                  if (SHINGLE_PEAK_WORDS != %d) $error("header differs");
                  if (plan_pkg::PEAK_WORDS != %d) $error("package differs");
                endmodule
                """.formatted(peak, peak));
    }

    @Test
    void yosysTakesBoth() throws Exception {
        ExternalTool.assume("yosys", "yosys");
        long peak = writeVerilog();
        String script = "read_verilog -sv plan_pkg.sv use.sv; hierarchy -top use_plan; write_rtlil use.il";
        ExternalTool.run(folder, "yosys", "-q", "-p", script);
        Matcher constant = Pattern.compile("connect \\\\(from_\\w+) (?:32'([01]+)|(\\d+))")
                .matcher(Files.readString(folder.resolve("use.il")));
        Map<String, Long> found = new LinkedHashMap<>();
        while (constant.find()) {
            boolean isBinary = constant.group(2) != null;
            found.put(
                    constant.group(1),
                    Long.valueOf(isBinary ? constant.group(2) : constant.group(3), isBinary ? 2 : 10));
        }
        assertThat(found).isEqualTo(ImmutableMap.of("from_header", peak, "from_package", peak));
    }

    private long writeVerilog() throws IOException {
        AddressMap map = map("reference-p4");
        Files.writeString(folder.resolve("plan.vh"), SourceViews.verilogHeader(map));
        Files.writeString(folder.resolve("plan_pkg.sv"), SourceViews.systemVerilogPackage(map));
        Files.writeString(folder.resolve("use.sv"), """
                module use_plan(output [31:0] from_header, output [31:0] from_package);
                `include "plan.vh"
                  assign from_header = SHINGLE_PEAK_WORDS;
                  assign from_package = plan_pkg::PEAK_WORDS;
                endmodule
                """);
        return map.plan().peakWords();
    }

    private static AddressMap map(String machine) {
        Network network =
                Simplifier.standard().simplify(Zoo.build("camera-face")).network();
        Schedule schedule = Schedule.of(network, Machines.preset(machine).orElseThrow());
        PlanningResult planned = new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
        return AddressMap.of(((PlanningResult.Planned) planned).plan());
    }

    private static Map<String, Long> parsed(Pattern pattern, String text) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            assertThat(numbers.put(matcher.group(1), Long.valueOf(matcher.group(2))))
                    .isNull();
        }
        return numbers;
    }
}
