package dev.shingle.skipreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class CollectorTest {

    @Test
    void hearsOfAssumptionsAndDisabledTestsAndOfNothingElse() {
        assertThat(reportOf(Mixed.class).lines())
                .containsExactlyInAnyOrder(
                        "left out: 1 for want of shared - ../shared is not there",
                        "    CollectorTest$Mixed > assumesInVain()",
                        "    to run them: " + Capabilities.known().howToGet().get("shared"),
                        "left out: 1 - not today",
                        "    CollectorTest$Mixed > disabled()");
    }

    @Test
    void aClassThatAssumesInVainCountsOnce() {
        assertThat(reportOf(WholeClass.class).lines()).contains("    CollectorTest$WholeClass");
    }

    private static SkipReport reportOf(Class<?> tests) {
        SkipReport report = new SkipReport(Capabilities.known(), "");
        LauncherConfig bare = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(new Collector(report))
                .build();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        LauncherFactory.create(bare).execute(request);
        return report;
    }

    // Nested non-static classes would be run by the build too; Surefire leaves static nested classes alone.

    static class Mixed {

        @Test
        void runs() {}

        @Test
        void assumesInVain() {
            Assumptions.assumeTrue(false, "../shared is not there");
        }

        @Disabled("not today")
        @Test
        void disabled() {}
    }

    static class WholeClass {

        @BeforeAll
        static void assumesInVain() {
            Assumptions.assumeTrue(false, "no tool");
        }

        @Test
        void neverRuns() {}
    }
}
