package dev.shingle.api.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.api.Sizing;
import dev.shingle.api.variant.NetworkVariants;
import dev.shingle.api.variant.VariantResult;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.NetworkFormatException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitSearchTest {

    /** Every size is built from its name and sized as {@code shingle size} does; the largest is picked by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camera-face                | 3x4 |  40 | byte-pixel     | 30000",
                "camera-face                | 3x4 |  50 | reference-p8   | 65536",
                "camera-face                | 3x4 |  60 | lane8-group    | 100000",
                "camera-face                | 3x4 |  60 | circular       | 131072",
                "ds-cnn                     | 1x1 | 100 | tflm-element   | 8192",
                "resnet8                    | 1x1 | 100 | forward-linear | 50000",
                "mobilenet-v1:0.25,128x128x1| 1x1 | 180 | row            | 65536",
                "mcunet-vww                 | 1x1 | 130 | line-buffer    | 60000",
                "unet-denoiser              | 1x1 | 100 | byte-pixel     | 300000",
                "squeezenet                 | 1x1 | 120 | byte-pixel     | 200000",
            })
    void agreesWithSizingEveryResolution(String network, String ratio, int steps, String preset, long capacityBytes) {
        String square = network.replaceAll(":.*", "");
        int high = Integer.parseInt(ratio.substring(0, 1));
        int wide = Integer.parseInt(ratio.substring(2));
        int channels = channels(network);
        String rest = network.contains("0.25") ? ",width=0.25" : "";
        Machine machine = machine(preset);
        Optional<String> expected = Optional.empty();
        long expectedBytes = -1;
        for (int k = 1; k <= steps; k++) {
            String size = k * high + "x" + k * wide;
            Optional<Sizing> sizing = sizing(square + ":input=" + size + "x" + channels + rest, machine);
            if (sizing.isPresent() && sizing.get().plannedPeakBytes() <= capacityBytes) {
                expected = Optional.of(size);
                expectedBytes = sizing.get().plannedPeakBytes();
            }
        }

        String base = square + ":input=" + 8 * high + "x" + 8 * wide + "x" + channels + rest;
        FitQuestion question = question(
                sizing(base, machine).isPresent() ? base : square + ":input=96x96x" + channels, machine, capacityBytes);
        FitAnswer answer = FitSearch.largest(question, resolutions(question, OptionalInt.of(1)));

        assertThat(expected).isPresent();
        assertThat(answer.largest().map(sized -> sized.candidate().label())).isEqualTo(expected);
        assertThat(answer.slackBytes()).isEqualTo(capacityBytes - expectedBytes);
        assertThat(answer.next())
                .hasValueSatisfying(
                        next -> assertThat(next.plannedBytes().orElseThrow()).isGreaterThan(capacityBytes));
    }

    /** Stacks everything, and wastes as much again at every third size of the first buffer. */
    private static final class Capricious implements Planner {

        @Override
        public String name() {
            return "capricious";
        }

        @Override
        public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
            long[] starts = new long[problem.bufferCount()];
            for (int i = 1; i < starts.length; i++) {
                starts[i] = starts[i - 1] + problem.size(i - 1);
            }
            Arrangement stacked = new Arrangement(starts, problem.preferredDirections());
            long height = stacked.peak(problem) * (problem.size(0) % 3 == 0 ? 2 : 1);
            return new PlacementResult(stacked, height, 0, Optional.empty());
        }
    }

    /** Where the bytes fall from one size to the next larger one, a search that halves would stop too early. */
    @Test
    void findsALargerSizeBeyondOneThatDoesNotFit() {
        String network = "dncnn:depth=2,channels=1,input=40x40x1";
        Planner planner = new Capricious();
        FitQuestion any = question(network, machine("byte-pixel"), 1600);
        ImmutableList<Candidate> candidates =
                resolutions(any, OptionalInt.of(1)).candidates();
        List<Long> bytes = new ArrayList<>();
        candidates.forEach(candidate -> bytes.add(planned(FitSearch.size(any, candidate, planner))));

        int beyond = 0;
        for (long capacityBytes = 500; capacityBytes <= 1600; capacityBytes += 50) {
            FitQuestion question = question(network, machine("byte-pixel"), capacityBytes);
            FitAnswer answer = FitSearch.largest(question, resolutions(question, OptionalInt.of(1)), planner);
            int last = lastAtMost(bytes, capacityBytes);
            assertThat(answer.largest().orElseThrow().candidate()).isEqualTo(candidates.get(last));
            assertThat(answer.effort().unproven()).isPositive();
            long limit = capacityBytes;
            beyond += bytes.subList(0, last).stream().anyMatch(need -> need > limit) ? 1 : 0;
        }
        assertThat(beyond).as("answers above a size that does not fit").isGreaterThan(5);
    }

    private static int lastAtMost(List<Long> bytes, long capacityBytes) {
        int last = -1;
        for (int i = 0; i < bytes.size(); i++) {
            last = bytes.get(i) > 0 && bytes.get(i) <= capacityBytes ? i : last;
        }
        return last;
    }

    @ParameterizedTest
    @CsvSource({"65536, byte-pixel", "40000, reference-p4", "131072, tflm-element"})
    void agreesWithSizingEveryWidth(long capacityBytes, String preset) {
        Machine machine = machine(preset);
        Optional<BigDecimal> expected = Optional.empty();
        for (int percent = 5; percent <= 200; percent += 5) {
            BigDecimal width = BigDecimal.valueOf(percent, 2).stripTrailingZeros();
            String spec = "mobilenet-v1:input=128x128x1,width=" + width.toPlainString();
            if (sizing(spec, machine).orElseThrow().plannedPeakBytes() <= capacityBytes) {
                expected = Optional.of(width);
            }
        }

        FitQuestion question = question("mobilenet-v1:input=128x128x1", machine, capacityBytes);
        LadderResult ladder = WidthLadder.of(question, WidthLadder.STEP, new BigDecimal("2"));
        FitAnswer answer = FitSearch.largest(question, ((LadderResult.Climbable) ladder).ladder());

        assertThat(answer.largest().map(sized -> sized.candidate().label()))
                .isEqualTo(expected.map(BigDecimal::toPlainString));
    }

    @Test
    void tellsTheSmallestIfNothingFits() {
        FitQuestion question = question("camera-face", machine("byte-pixel"), 100);
        FitAnswer answer = FitSearch.largest(question, resolutions(question, OptionalInt.empty()));

        assertThat(answer.largest()).isEmpty();
        assertThat(answer.next())
                .hasValueSatisfying(
                        smallest -> assertThat(smallest.candidate().label()).isEqualTo("24x32"));
        assertThat(answer.ladder().candidates()).hasSize(1);
    }

    @Test
    void keepsWhatStridesAndSidesHaveInCommon() {
        FitQuestion face = question("camera-face", machine("byte-pixel"), 1 << 17);
        FitQuestion mobile = question("mobilenet-v1", machine("byte-pixel"), 1 << 20);

        assertThat(labels(resolutions(face, OptionalInt.empty()))).startsWith("24x32", "48x64", "72x96");
        assertThat(labels(resolutions(mobile, OptionalInt.empty()))).startsWith("32x32", "64x64", "96x96");
        assertThat(labels(resolutions(mobile, OptionalInt.of(1)))).startsWith("1x1", "2x2", "3x3");
    }

    private static ImmutableList<String> labels(Ladder ladder) {
        return ladder.candidates().stream().map(Candidate::label).collect(ImmutableList.toImmutableList());
    }

    private static long planned(CandidateSizing sizing) {
        return sizing instanceof CandidateSizing.Sized sized
                ? sized.plannedBytes().orElseThrow()
                : -1;
    }

    private static Ladder resolutions(FitQuestion question, OptionalInt multipleOf) {
        return ((LadderResult.Climbable) ResolutionLadder.of(question, multipleOf)).ladder();
    }

    private static FitQuestion question(String source, Machine machine, long capacityBytes) {
        return new FitQuestion(NetworkVariants.of(source), machine, ScheduleOptions.defaults(), capacityBytes);
    }

    private static int channels(String network) {
        VariantResult made = NetworkVariants.of(network).make(dev.shingle.api.variant.Variant.unchanged());
        Model model = ((VariantResult.Made) made).model();
        return model.network().inputs().get(0).shape().channels();
    }

    private static Optional<Sizing> sizing(String source, Machine machine) {
        try {
            return Optional.of(Shingle.size(Shingle.load(source), machine));
        } catch (NetworkFormatException e) {
            return Optional.empty();
        }
    }

    private static Machine machine(String preset) {
        return Machines.preset(preset).orElseThrow();
    }
}
