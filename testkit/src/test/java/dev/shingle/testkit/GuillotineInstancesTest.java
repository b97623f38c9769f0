package dev.shingle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.sections.Rectangles;
import dev.shingle.mapper.place.sections.SearchOptions;
import dev.shingle.mapper.place.sections.SectionSearch;
import dev.shingle.mapper.place.sections.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GuillotineInstancesTest {

    @Property(tries = 100)
    void fillEveryByteAtEveryTime(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int buffers) {
        Rectangles rectangles = GuillotineInstances.of(seed, buffers, 0.5);
        assertThat(rectangles.count()).isEqualTo(buffers);
        assertFilled(rectangles);
        assertFilled(GuillotineInstances.pinwheels(seed, buffers));
    }

    private static void assertFilled(Rectangles rectangles) {
        int end = 0;
        long area = 0;
        for (int b = 0; b < rectangles.count(); b++) {
            end = Math.max(end, rectangles.end(b));
            area += rectangles.size(b) * (rectangles.end(b) - rectangles.start(b));
        }
        assertThat(area).isEqualTo(end * GuillotineInstances.CAPACITY_BYTES);
    }

    @Property(tries = 100)
    void areSolvedAtFullHeightAndNotBelow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int buffers) {
        Rectangles rectangles = GuillotineInstances.of(seed, buffers, 0.5);
        SearchOptions options = SearchOptions.standard().withThreads(1);
        Budget budget = Budget.ofNodes(200_000);

        Verdict verdict = SectionSearch.fits(rectangles, GuillotineInstances.CAPACITY_BYTES, options, budget);

        assertThat(verdict).isInstanceOf(Verdict.Fits.class);
        assertThat(rectangles.height(((Verdict.Fits) verdict).offsets())).isEqualTo(GuillotineInstances.CAPACITY_BYTES);
        assertThat(SectionSearch.fits(rectangles, GuillotineInstances.CAPACITY_BYTES - 1, options, budget))
                .isInstanceOf(Verdict.ProvenInfeasible.class);
    }
}
