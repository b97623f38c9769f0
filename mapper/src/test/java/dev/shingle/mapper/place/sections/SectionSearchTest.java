package dev.shingle.mapper.place.sections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.place.Budget;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SectionSearchTest {

    private static final SearchOptions OPTIONS = SearchOptions.standard().withThreads(1);
    private static final Budget AMPLE = Budget.ofNodes(2_000_000);

    /** Small enough for {@link BruteForce}, but with every feature: alignment, fixed offsets, gaps. */
    private static Rectangles tiny(long seed, boolean isPlain) {
        Random random = new Random(seed);
        Rectangles.Builder builder = Rectangles.builder();
        int count = 1 + random.nextInt(6);
        int steps = 2 + random.nextInt(6);
        for (int b = 0; b < count; b++) {
            int start = random.nextInt(steps);
            int end = start + 1 + random.nextInt(steps - start);
            builder.add(1 + random.nextInt(5), start, end);
            if (isPlain) {
                continue;
            }
            if (random.nextInt(3) == 0) {
                int again = end + random.nextInt(3);
                builder.usedAgain(again, again + 1 + random.nextInt(3));
            }
            if (random.nextInt(4) == 0) {
                builder.aligned(1 + random.nextInt(4));
            }
            if (random.nextInt(5) == 0) {
                builder.fixedAt(random.nextInt(8));
            }
        }
        return builder.build();
    }

    private static void assertDecided(Rectangles rectangles, SearchOptions options) {
        long least = BruteForce.leastHeight(rectangles);
        if (least == BruteForce.NONE) {
            assertThat(SectionSearch.fits(rectangles, 1000, options, AMPLE))
                    .isInstanceOf(Verdict.ProvenInfeasible.class);
            return;
        }
        Verdict verdict = SectionSearch.fits(rectangles, least, options, AMPLE);
        assertThat(verdict).isInstanceOf(Verdict.Fits.class);
        Traces.assertPlaced(rectangles, ((Verdict.Fits) verdict).offsets(), least);
        assertThat(SectionSearch.fits(rectangles, least - 1, options, AMPLE))
                .isInstanceOf(Verdict.ProvenInfeasible.class);
    }

    @Property
    void decidesAsBruteForceDoes(@ForAll long seed) {
        assertDecided(tiny(seed, seed % 2 == 0), OPTIONS);
    }

    @Property
    void isRightWithoutAnyTrick(@ForAll long seed) {
        Trick[] tricks = Trick.values();
        Rectangles rectangles = tiny(seed, seed % 2 == 0);
        assertDecided(rectangles, OPTIONS.without(tricks[Math.floorMod(seed, tricks.length)]));
        assertDecided(rectangles, OPTIONS.withTricks(ImmutableSet.of(tricks[Math.floorMod(seed, tricks.length)])));
        assertDecided(rectangles, OPTIONS.withTricks(ImmutableSet.of()));
    }

    /** Beyond brute force: the bare search is the oracle for the one with all tricks. */
    @Property(tries = 300)
    void tricksDoNotChangeTheVerdict(@ForAll long seed) {
        Random random = new Random(seed);
        Rectangles.Builder builder = Rectangles.builder();
        for (int b = 0; b < 9; b++) {
            int start = random.nextInt(7);
            builder.add(1 + random.nextInt(6), start, start + 1 + random.nextInt(8 - start));
        }
        Rectangles rectangles = builder.build();
        long maxLive = Sections.of(rectangles).maxLive();
        for (long capacity = maxLive; capacity <= maxLive + 1; capacity++) {
            Verdict bare = SectionSearch.fits(rectangles, capacity, OPTIONS.withTricks(ImmutableSet.of()), AMPLE);
            Verdict full = SectionSearch.fits(rectangles, capacity, OPTIONS, AMPLE);
            assertThat(full).hasSameClassAs(bare);
        }
    }

    @Property(tries = 200)
    void leastHeightIsLeastAndProven(@ForAll long seed) {
        Rectangles rectangles = tiny(seed, seed % 2 == 0);
        long least = BruteForce.leastHeight(rectangles);
        if (least == BruteForce.NONE) {
            assertThatThrownBy(() -> LeastHeight.of(rectangles, OPTIONS, AMPLE, HeightListener.none()))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        LeastHeight.Result result = LeastHeight.of(rectangles, OPTIONS, AMPLE, HeightListener.none());
        assertThat(result.height()).isEqualTo(least);
        assertThat(result.isProven()).isTrue();
        Traces.assertPlaced(rectangles, result.offsets(), least);
    }

    @Test
    void emptyFits() {
        Rectangles none = Rectangles.builder().build();
        assertThat(SectionSearch.fits(none, 0, OPTIONS, AMPLE)).isInstanceOf(Verdict.Fits.class);
        assertThat(LeastHeight.of(none, OPTIONS, AMPLE, HeightListener.none()).height())
                .isZero();
    }

    @Test
    void badBuffersAreRefused() {
        assertThatThrownBy(() -> Rectangles.builder().add(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rectangles.builder().add(1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rectangles.builder().add(1, 0, 2).usedAgain(1, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sameNodesAndOffsetsWithOneThreadAndWithTwo() {
        for (Path file : Traces.files("challenging").subList(4, 8)) {
            Rectangles rectangles = Traces.read(file);
            Verdict one = SectionSearch.fits(rectangles, 1 << 20, OPTIONS, Budget.ofNodes(40_000));
            for (int i = 0; i < 2; i++) {
                Verdict two = SectionSearch.fits(rectangles, 1 << 20, OPTIONS.withThreads(2), Budget.ofNodes(40_000));
                assertThat(two).usingRecursiveComparison().isEqualTo(one);
            }
        }
    }

    @Test
    void challengingInstancesFitWithinFewNodes() {
        for (Path file : Traces.files("challenging")) {
            Rectangles rectangles = Traces.read(file);
            Verdict verdict = SectionSearch.fits(rectangles, 1 << 20, OPTIONS.withThreads(2), Budget.ofNodes(200_000));
            assertThat(verdict).as("%s", file).isInstanceOf(Verdict.Fits.class);
            Traces.assertPlaced(rectangles, ((Verdict.Fits) verdict).offsets(), 1 << 20);
        }
    }

    @Test
    void networksNeedNoMoreThanWhatLives() {
        for (Path file : Traces.files("cnn-traces")) {
            assertLeast(file, 100_000);
        }
    }

    @Test
    void thousandBuffersNeedNoMoreThanWhatLives() {
        ImmutableList<Path> files = Traces.files("large");
        assumeTrue(files.size() == 3, "large instances are not there");
        assertLeast(files.get(0), 200_000);
        assertLeast(files.get(2), 200_000);
    }

    private static void assertLeast(Path file, long nodes) {
        Rectangles rectangles = Traces.read(file);
        LeastHeight.Result result = LeastHeight.of(rectangles, OPTIONS, Budget.ofNodes(nodes), HeightListener.none());
        assertThat(result.isProven()).as("%s: %s", file, result).isTrue();
        Traces.assertPlaced(rectangles, result.offsets(), result.lowerBound());
    }

    @Test
    void oneDiveForEighteenThousandBuffers() {
        ImmutableList<Path> files = Traces.files("large");
        assumeTrue(files.size() == 3, "large instances are not there");
        Rectangles rectangles = Traces.read(files.get(1));
        LeastHeight.Result result = LeastHeight.of(rectangles, OPTIONS, Budget.ofNodes(2), HeightListener.none());
        assertThat(result.height()).isLessThan(result.lowerBound() / 10_000 * 10_076);
    }
}
