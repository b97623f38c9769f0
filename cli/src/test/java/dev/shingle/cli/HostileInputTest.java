package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command must not do, whatever it is given: take somebody's file, write half a result, or say more than one line. */
class HostileInputTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=4";
    private static final String SPEC = """
            networks: ["%s"]
            machines: [byte-pixel, circular]
            """.formatted(SMALL);

    @TempDir
    private Path folder;

    private Path spec = Path.of("");

    @BeforeEach
    void writeSpec() throws IOException {
        spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertRefused(CliSession session, String... parts) {
        assertThat(session.exitCode()).as(session.out() + session.err()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains(parts).doesNotContain("report it");
    }

    @Test
    void aReportIsNotWrittenOverItsPicture() {
        assertRefused(
                CliSession.run("report", SMALL, "-o", in("a.html"), "--svg", in("./a.html")),
                "--svg",
                "the same file as -o");
        assertThat(folder.resolve("a.html")).doesNotExist();
    }

    @Test
    void aReportIsNotWrittenOverItsNetwork() throws IOException {
        assertThat(CliSession.run("networks", SMALL, "-o", in("net.json")).exitCode())
                .isZero();
        byte[] network = Files.readAllBytes(folder.resolve("net.json"));
        Files.createSymbolicLink(folder.resolve("link.html"), folder.resolve("net.json"));
        assertRefused(CliSession.run("report", in("net.json"), "-o", in("net.json")), "the same file as MODEL");
        assertRefused(CliSession.run("report", in("net.json"), "-o", in("link.html")), "the same file as MODEL");
        assertThat(folder.resolve("net.json")).hasBinaryContent(network);
    }

    @Test
    void aReportThatCannotBeWrittenLeavesNoPicture() {
        assertRefused(
                CliSession.run("report", SMALL, "-o", in("nowhere/a.html"), "--svg", in("a.svg")),
                "its folder does not exist");
        assertThat(folder.resolve("a.svg")).doesNotExist();
    }

    @Test
    void aSweepIsNotWrittenOverItsSpecification() throws IOException {
        assertRefused(CliSession.run("sweep", spec.toString(), "-o", spec.toString()), "the same file as SPEC");
        assertThat(spec).hasContent(SPEC);
        assertThat(folder.resolve("spec.yaml.journal")).doesNotExist();
    }

    @Test
    void aPlotIsNotWrittenOverTheTable() {
        assertRefused(
                CliSession.run("sweep", spec.toString(), "-o", in("a.svg"), "--plot", in("a.svg")),
                "the same file as -o");
        assertRefused(
                CliSession.run("sweep", spec.toString(), "-o", in("a.csv"), "--plot", in("nowhere/a.svg")),
                "its folder does not exist");
        assertThat(folder).isDirectoryNotContaining("glob:**.journal");
    }

    @Test
    void aTableThatCannotBeWrittenIsNotComputed() throws IOException {
        Files.createDirectory(folder.resolve("dir.csv"));
        assertRefused(CliSession.run("sweep", spec.toString(), "-o", in("dir.csv")), "not a regular file");
        assertThat(folder.resolve("dir.csv.journal")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"my diary", "my diary\nof two lines\n", "\n"})
    void somebodysFileIsNotTakenForAJournal(String diary) throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv.journal"), diary);
        assertRefused(CliSession.run("sweep", spec.toString(), "-o", in("a.csv")), "line 1", "--restart");
        assertThat(file).hasContent(diary);
    }

    @Test
    void aJournalWithAPointOfNoSweepIsRefused() throws IOException {
        assertThat(CliSession.run("sweep", spec.toString(), "-o", in("a.csv")).exitCode())
                .isZero();
        Path journal = folder.resolve("a.csv.journal");
        String row = "0".repeat(64) + " 2 2,x";
        String sum = com.google.common.hash.Hashing.crc32c()
                .hashString(row, StandardCharsets.UTF_8)
                .toString();
        Files.writeString(journal, Files.readString(journal) + sum + " " + row + "\n");
        assertRefused(
                CliSession.run("sweep", "merge", in("a.csv"), "-o", in("b.csv")),
                "found point 2, expected one below 2");
    }

    @Test
    void partsAreNotWrittenOver() throws IOException {
        CliSession.run("sweep", spec.toString(), "-o", in("a.csv"));
        byte[] journal = Files.readAllBytes(folder.resolve("a.csv.journal"));
        assertRefused(CliSession.run("sweep", "merge", in("a.csv"), "-o", in("a.csv")), "the same file as FILE");
        assertRefused(
                CliSession.run("sweep", "merge", in("a.csv"), "-o", in("a.csv.journal")), "the same file as a journal");
        assertThat(folder.resolve("a.csv.journal")).hasBinaryContent(journal);
    }

    @ParameterizedTest
    @CsvSource({"widths, 0.50", "widths, 0.5", "resolutions, 024x32"})
    void theSameEntryInOtherDigitsIsThereTwice(String list, String again) throws IOException {
        String first = list.equals("widths") ? "0.5" : "24x32";
        Files.writeString(spec, SPEC + list + ": [\"" + first + "\", \"" + again + "\"]\n");
        assertRefused(
                CliSession.run("sweep", spec.toString(), "-o", in("a.csv")), again + "\" again", "each entry once");
    }

    @Test
    void aNameIsNoFormula() throws IOException {
        assertThat(CliSession.run("networks", SMALL, "-o", in("=cmd.json")).exitCode())
                .isZero();
        Files.writeString(spec, "networks: [\"=cmd.json\"]\nmachines: [byte-pixel]\n");
        assertThat(CliSession.run("sweep", spec.toString(), "-o", in("a.csv")).exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("a.csv")))
                .contains("0,'=cmd.json,")
                .doesNotContain(",=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1", "abc", "NaN", "0x1"})
    void noFactorTakesAllMemory(String factor) {
        for (String option : new String[] {"--step", "--widest"}) {
            assertRefused(
                    CliSession.run("fit", SMALL, "--capacity", "64KiB", "--vary", "width", option, factor),
                    option,
                    "is not a factor");
        }
    }

    @Test
    void forceTakesNobodysFile() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), "mine");
        assertRefused(CliSession.run("export", SMALL, "-o", folder.toString(), "--force"), "plan.json", "nothing was");
        assertThat(file).hasContent("mine");
        assertThat(folder.resolve("manifest.json")).doesNotExist();
    }

    @Test
    void forceDoesNotFollowLinks() throws IOException {
        Path victim = Files.createDirectory(folder.resolve("victim"));
        Path target = Files.createDirectory(folder.resolve("build"));
        Files.createSymbolicLink(target.resolve("rtl"), victim);
        CliSession session = exportCamera("-o", target.toString(), "--force");
        assertRefused(session, "rtl", "the earlier export did not make");
        assertThat(victim).isEmptyDirectory();
        assertThat(target.resolve("Makefile")).doesNotExist();
    }

    private static CliSession exportCamera(String... options) {
        String[] build = {"export", "camera-face-tiny", "--build", "camera", "--part", "generic"};
        return CliSession.run(ObjectArrays.concat(build, options, String.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0", "0x160", "999999x999999", "16384x16384", "4097x4096"})
    void aSensorHasPixels(String sensor) {
        CliSession session = exportCamera("-o", in("build"), "--sensor", sensor);
        assertRefused(session, "found a sensor of ", "expected ");
        assertThat(folder.resolve("build")).doesNotExist();
    }

    /** A window's title, a cleared screen, a bell: not in what a terminal gets. Colours of the help are. */
    @Test
    void namesDoNotDriveTheTerminal() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Console console = Console.ofProcess(Map.of(), bytes);
        console.out().print("a\u001b]0;title\u0007b\u001b[2Jc\u001b[1md\re\tf\r\ng\n");
        console.out().flush();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a?]0;title?b?[2Jc\u001b[1md?e\tf\r\ng\n");
    }

    @Test
    void messagesAreOneLineOfPlainText() {
        CliSession session = CliSession.run("size", "a\u001b[2Jb\nc\u202e\u0085.tflite");
        assertRefused(session, "a?[2Jb c??.tflite");
    }
}
