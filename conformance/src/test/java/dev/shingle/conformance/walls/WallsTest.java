package dev.shingle.conformance.walls;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WallsTest {

    private static final JavaClasses SHINGLE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.shingle");

    @ParameterizedTest
    @EnumSource
    void eachRoomSeesOnlyWhatItMay(Room room) {
        noClasses()
                .that(room.classes())
                .should()
                .dependOnClassesThat(room.outOfSight())
                .allowEmptyShould(!room.isFurnished())
                .check(SHINGLE);
    }

    @Test
    void everyClassLivesInARoom() {
        ImmutableList<String> homeless = SHINGLE.stream()
                .filter(type -> Arrays.stream(Room.values()).noneMatch(room -> room.contains(type)))
                .map(JavaClass::getName)
                .collect(toImmutableList());

        assertThat(homeless).isEmpty();
        assertThat(SHINGLE).isNotEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.shingle.(**)").should().beFreeOfCycles().check(SHINGLE);
    }

    @Test
    void theProgramContainsNothingMadeForTests() {
        noClasses()
                .that(Room.classesOfTheProgram())
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.junit..", "net.jqwik..", "org.assertj..", "org.openjdk.jmh.."))
                .check(SHINGLE);
    }

    /** Dependencies between classes are checked above; these two modules must not even be on a class path. */
    @Test
    void nothingDependsOnConformanceOrBenchmarks() throws IOException {
        for (Path module : SourceTree.modules()) {
            String pom = Files.readString(module.resolve("pom.xml"));
            String dependencies = pom.substring(Math.max(0, pom.indexOf("<dependencies>")));
            assertThat(dependencies)
                    .as("dependencies of %s", module)
                    .doesNotContain("shingle-conformance", "shingle-benchmarks");
        }
        assertThat(SourceTree.modules()).hasSizeGreaterThan(Room.values().length / 2);
    }
}
