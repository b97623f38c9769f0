package com.example.npu;

import static dev.shingle.testkit.engine.EngineAssertions.assertThatEngine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.shingle.testkit.engine.WindowLayer;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Height and width swapped where the formula moves its window: the kit has to find that. */
class PlantedBugTest {

    @Example
    void isFound() {
        List<String> complaints = EngineTestKit.engine("jqwik")
                .selectors(selectClass(Swapped.class))
                .configurationParameter("jqwik.database", "")
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(PlantedBugTest::complaint)
                .collect(Collectors.toList());
        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0)).contains("loses", "of the words that it reads");
        System.out.println("the planted bug, as the kit tells it: " + complaints.get(0));
    }

    private static String complaint(Event failure) {
        return failure.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElse("");
    }

    /** Not run by itself: it fails. */
    static class Swapped {

        @Property
        void ourDistanceIsSafe(@ForAll WindowLayer layer) {
            assertThatEngine(OverlapIsSafeTest::engine).on(layer).isSafeFrom(NpuCompiler.distance(swapped(layer)));
        }

        private static ConvolutionLayer swapped(WindowLayer layer) {
            ConvolutionLayer ours = Layers.ours(layer);
            return new ConvolutionLayer(
                    ours.inputHeight(),
                    ours.inputWidth(),
                    ours.inputChannels(),
                    ours.outputHeight(),
                    ours.outputWidth(),
                    ours.outputChannels(),
                    ours.strideWidth(),
                    ours.strideHeight(),
                    ours.paddingLeft(),
                    ours.paddingTop());
        }
    }
}
