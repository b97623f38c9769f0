package dev.shingle.conformance.walls;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Habits that are gone once the sources are compiled. */
class SourceHabitsTest {

    private static final int LONGEST_FILE_LINES = 500;
    private static final int LONGEST_METHOD_LINES = 45;

    private static final ImmutableList<Path> FILES = SourceTree.javaFiles();

    @Test
    void sourcesAreFound() {
        assertThat(FILES)
                .hasSizeGreaterThan(30)
                .contains(Path.of("../networks/src/main/java/dev/shingle/networks/Network.java"));
    }

    @Test
    void filesAreUtf8WithUnixLineEnds() {
        assertThat(FILES).allSatisfy(file -> assertThat(read(file)).doesNotContain("\r", "\t"));
    }

    @Test
    void filesAreNotTooLong() {
        assertThat(FILES)
                .allSatisfy(file -> assertThat(read(file).lines().count())
                        .as("lines of %s", file)
                        .isLessThanOrEqualTo(LONGEST_FILE_LINES));
    }

    @Test
    void nothingIsLeftForLater() {
        Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
        assertThat(FILES).allSatisfy(file -> assertThat(read(file)).doesNotContainPattern(later));
    }

    @Test
    void methodsAreNotTooLong() throws IOException {
        ImmutableList<Path> production = FILES.stream()
                .filter(file -> file.toString().contains("src/main"))
                .collect(toImmutableList());
        assertThat(tooLongMethods(production, LONGEST_METHOD_LINES)).isEmpty();
        assertThat(tooLongMethods(production, 1))
                .as("methods of two lines or more")
                .hasSizeGreaterThan(30);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (CharacterCodingException e) {
            throw new AssertionError(file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /** The compiler's own parser counts; from the signature (annotations included) to the closing brace. */
    private static ImmutableList<String> tooLongMethods(ImmutableList<Path> files, int most) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ImmutableList.Builder<String> found = ImmutableList.builder();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    null,
                    ImmutableList.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new LongMethods(unit, positions, most).scan(unit, found);
            }
        }
        return found.build();
    }

    private static final class LongMethods extends TreeScanner<Void, ImmutableList.Builder<String>> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final int most;

        LongMethods(CompilationUnitTree unit, SourcePositions positions, int most) {
            this.unit = unit;
            this.positions = positions;
            this.most = most;
        }

        @Override
        public Void visitMethod(MethodTree method, ImmutableList.Builder<String> found) {
            LineMap lines = unit.getLineMap();
            long length = lines.getLineNumber(positions.getEndPosition(unit, method))
                    - lines.getLineNumber(positions.getStartPosition(unit, method))
                    + 1;
            if (length > most) {
                found.add(Path.of(unit.getSourceFile().toUri()).getFileName() + ": " + method.getName() + " has "
                        + length + " lines");
            }
            return super.visitMethod(method, found);
        }
    }
}
