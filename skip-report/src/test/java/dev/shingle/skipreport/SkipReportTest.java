package dev.shingle.skipreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSortedMap;
import org.junit.jupiter.api.Test;

class SkipReportTest {

    private final Capabilities capabilities =
            new Capabilities(ImmutableSortedMap.of("shared", "fetch it", "verilator", "apt-get install verilator"));

    @Test
    void saysWhatWasLeftOutAndHowToGetIt() {
        SkipReport report = new SkipReport(capabilities, "");
        report.leftOut("A > first()", "../shared is not there");
        report.leftOut("A > second()", "../shared is not there");
        report.leftOut("B > third()", "only on Tuesdays");

        assertThat(report.lines())
                .containsExactly(
                        "left out: 2 for want of shared - ../shared is not there",
                        "    A > first()",
                        "    A > second()",
                        "    to run them: fetch it",
                        "left out: 1 - only on Tuesdays",
                        "    B > third()");
        assertThat(report.failure()).isEmpty();
    }

    @Test
    void listsFiveTestsAndCountsTheRest() {
        SkipReport report = new SkipReport(capabilities, "");
        for (int i = 0; i < 7; i++) {
            report.leftOut("test " + i, "no verilator");
        }

        assertThat(report.lines())
                .hasSize(8)
                .startsWith("left out: 7 for want of verilator - no verilator")
                .contains("    and 2 more");
    }

    @Test
    void failsOnlyForWhatIsRequired() {
        SkipReport report = new SkipReport(capabilities, " shared ");
        report.leftOut("A", "no Verilator");
        assertThat(report.failure()).isEmpty();

        report.leftOut("B", "needs ../shared/models");
        assertThat(report.failure()).get().asString().contains("for want of shared,");
    }

    @Test
    void takesWholeWordsOnly() {
        assertThat(capabilities.namedBy("unshared")).isEmpty();
        assertThat(capabilities.namedBy("SHARED/models is missing")).hasValue("shared");
    }

    @Test
    void refusesAnUnknownRequirement() {
        assertThatThrownBy(() -> new SkipReport(capabilities, "shred"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Drequire names 'shred'; known capabilities: shared, verilator");
    }

    @Test
    void everyKnownCapabilitySaysHowToGetIt() {
        assertThat(Capabilities.known().howToGet())
                .containsKey("shared")
                .allSatisfy((word, howTo) -> assertThat(howTo).isNotBlank());
    }
}
