package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that others get: unpacked somewhere, started in an environment of nothing but a path. */
class DistributionIT {

    @TempDir
    private static Path folder;

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws IOException {
        try (ZipFile zip = new ZipFile(System.getProperty("distribution"))) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path file = folder.resolve(entry.getName()).normalize();
                assertThat(file).startsWithRaw(folder);
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
        try (Stream<Path> roots = Files.list(folder)) {
            home = roots.findFirst().orElseThrow();
        }
        // Java's zip reader does not tell modes; unzip does, and sets them.
        Files.setPosixFilePermissions(home.resolve("bin/shingle"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    record Ended(int exitCode, String out, String err) {}

    /** Starts a command with an environment of its own. */
    private static Ended start(Map<String, String> environment, Path directory, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Map<String, String> path() {
        return Map.of("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
    }

    private static Ended shingle(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/shingle").toString()));
        command.addAll(List.of(arguments));
        return start(path(), Path.of("/"), command.toArray(new String[0]));
    }

    @Test
    void sizesWithNothingButAPath() throws Exception {
        Ended ended = shingle("size", "camera-face");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).isEqualTo(CliSession.run("size", "camera-face").out());
    }

    @Test
    void exitCodesArePassedOn() throws Exception {
        assertThat(shingle("size", "camera-face", "--capacity", "1KiB").exitCode())
                .isEqualTo(1);
        Ended mistake = shingle("size", "nothing");
        assertThat(mistake.exitCode()).isEqualTo(2);
        assertThat(mistake.err()).startsWith("shingle: nothing").hasLineCount(1);
    }

    @Test
    void tellsItsVersion() throws Exception {
        assertThat(shingle("--version").out()).matches("(?s)shingle [0-9][^$]* \\(commit [^$]+\\)\n.*");
    }

    @Test
    void aLinkOnThePathIsFollowed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), home.resolve("bin/shingle"));
        assertThat(start(path(), Path.of("/"), link.toString(), "--version").out())
                .startsWith("shingle ");
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("sh", "sed", "dirname", "readlink", "head")) {
            Path there = Stream.of("/usr/bin", "/bin")
                    .map(directory -> Path.of(directory, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.copy(there, tools.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Ended ended = start(
                Map.of("PATH", tools.toString()),
                Path.of("/"),
                home.resolve("bin/shingle").toString(),
                "size");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("shingle: no java found")
                .contains("apt-get install")
                .hasLineCount(1);
    }

    @Test
    void everyCommandHasItsPageAndPicturesNoBlanks() throws Exception {
        List<String> commands = HelpTest.commands().toList();
        assertThat(commands)
                .allSatisfy(command -> assertThat(
                                home.resolve("share/man/man1/shingle-" + command.replace(' ', '-') + ".1"))
                        .isNotEmptyFile());
        assertThat(home.resolve("share/man/man1/shingle.1")).isNotEmptyFile();
        Ended bash = start(
                path(),
                home,
                "bash",
                "-c",
                ". share/bash-completion/completions/shingle && COMP_WORDS=(shingle si) COMP_CWORD=1"
                        + " && COMP_LINE='shingle si' && _complete_shingle && echo ${COMPREPLY[*]}");
        assertThat(bash.err()).isEmpty();
        assertThat(bash.out().strip()).isEqualTo("size");
    }

    @Test
    void everythingInTheJarIsNamedInTheNotice() throws Exception {
        String notice = Files.readString(home.resolve("NOTICE"), StandardCharsets.UTF_8);
        List<String> packages = notice.lines()
                .filter(line -> line.startsWith("  in "))
                .flatMap(line -> Stream.of(line.substring("  in ".length()).split(", ")))
                .map(name -> name.strip().replace('.', '/') + "/")
                .toList();
        assertThat(packages).hasSizeGreaterThan(8);
        try (ZipFile jar = new ZipFile(home.resolve("lib/shingle.jar").toFile())) {
            assertThat(jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(".class"))
                            .map(name -> name.replaceFirst("^META-INF/versions/[0-9]+/", ""))
                            .filter(name -> !name.startsWith("dev/shingle/"))
                            .filter(name -> packages.stream().noneMatch(name::startsWith)))
                    .isEmpty();
        }
        assertThat(home.resolve("LICENSE")).isNotEmptyFile();
        assertThat(home.resolve("README.md")).isNotEmptyFile();
        assertThat(home.resolve("CHANGELOG.md")).isNotEmptyFile();
    }
}
