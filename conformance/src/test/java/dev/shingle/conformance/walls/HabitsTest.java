package dev.shingle.conformance.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class HabitsTest {

    private static final JavaClasses SHINGLE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.shingle");

    @Test
    void librariesDoNotPrint() {
        noClasses()
                .that(Room.classesOfTheLibrary())
                .should(ACCESS_STANDARD_STREAMS)
                .check(SHINGLE);
    }

    @Test
    void librariesDoNotExit() {
        noClasses()
                .that(Room.classesOfTheLibrary())
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(SHINGLE);
    }

    @Test
    void nothingLogs() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(SHINGLE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "org.apache.logging..")
                .check(SHINGLE);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(
                        ".*[.$][A-Za-z0-9]*(Util|Utils|Utility|Utilities|Helper|Helpers|Manager|Tools|Common)")
                .check(SHINGLE);
    }

    @Test
    void publicMethodsReturnImmutableCollections() {
        ImmutableSet<Class<?>> mutable = ImmutableSet.of(List.class, Set.class, Map.class, Collection.class);
        methods()
                .that()
                .areDeclaredInClassesThat(
                        Room.classesOfTheLibrary().and(DescribedPredicate.describe("are public", HabitsTest::isPublic)))
                .and()
                .arePublic()
                .should()
                .notHaveRawReturnType(DescribedPredicate.describe(
                        "a collection that may be mutable",
                        type -> mutable.stream().anyMatch(type::isEquivalentTo)))
                .check(SHINGLE);
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(HabitsTest::isPublic).orElse(true);
    }

    @Test
    void everyPackageIsNullMarked() {
        ImmutableSet<JavaPackage> packages =
                SHINGLE.stream().map(JavaClass::getPackage).collect(ImmutableSet.toImmutableSet());

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as("@NullMarked on %s", each.getName())
                        .isTrue());
    }
}
