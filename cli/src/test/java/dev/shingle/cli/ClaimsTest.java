package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import dev.shingle.api.Claim;
import dev.shingle.api.ClaimFigures;
import dev.shingle.api.Claims;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page about the claims is what the program says today, and what it says is consistent. */
class ClaimsTest {

    private static ImmutableList<ClaimFigures> figures = ImmutableList.of();

    @BeforeAll
    static void planEverythingOnce() {
        Console console =
                new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), true, false);
        figures = new ClaimsRun(console, false).figures();
    }

    private static String printed(boolean markdown) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new ClaimsReport(figures, out, markdown).print();
        out.flush();
        return text.toString();
    }

    /** If this fails: ./shingle claims --markdown > docs/claims.md */
    @Test
    void theDocumentedPageIsWhatTheCommandPrints() throws IOException {
        String documented = Files.readString(Path.of("..", "docs", "claims.md"));
        assertThat(documented.lines())
                .containsExactlyElementsOf(printed(true).lines().toList());
    }

    @Test
    void everyNetworkIsThereOnceWithThreeUnits() {
        assertThat(figures)
                .extracting(ClaimFigures::spec)
                .containsExactlyElementsOf(ImmutableList.<String>builder()
                        .addAll(Claims.networks(Claim.Family.DETECTOR))
                        .addAll(Claims.networks(Claim.Family.DENOISER))
                        .build());
        assertThat(figures).allSatisfy(network -> {
            assertThat(network.plans())
                    .extracting(plan -> plan.unit().toString())
                    .containsExactly("PIXEL", "ROW", "GROUP(8)");
            assertThat(network.plans()).allSatisfy(plan -> {
                assertThat(plan.boundBytes()).isLessThanOrEqualTo(plan.peakBytes());
                assertThat(plan.peakBytes()).isLessThanOrEqualTo(network.disjointLowerBoundBytes());
            });
            assertThat(network.pingPongWidestPairBytes()).isLessThanOrEqualTo(network.disjointLowerBoundBytes());
            network.pingPongTwoBuffersBytes()
                    .ifPresent(two -> assertThat(two).isGreaterThanOrEqualTo(network.pingPongWidestPairBytes()));
        });
    }

    /** What the text around the tables says of them. */
    @Test
    void theTextIsTrue() {
        assertThat(printed(true))
                .contains("## Object detectors", "## Denoisers", "all at a proven lower bound", "docs/claims.md")
                .doesNotContain("\n\n\n");
        assertThat(figures).allSatisfy(network -> {
            assertThat(network.forwardCircular().peakBytes())
                    .isLessThanOrEqualTo(network.forwardLinear().peakBytes());
            if (network.spec().startsWith("red-net")) {
                assertThat(network.savedPerMille(network.plans().get(0), false)).isNegative();
                assertThat(network.plans().get(0).peakBytes()).isLessThan(network.disjointLowerBoundBytes());
            }
        });
        assertThat(figures.stream()
                        .filter(network -> network.spec().equals("camera-face")
                                || network.spec().equals("ultraface-slim")
                                || network.spec().equals("ultraface-rfb")))
                .hasSize(3)
                .allSatisfy(network -> assertThat(network.pingPongWidestPairBytes()
                                / (double) (network.pingPongWidestPairBytes() + network.weightBytes()))
                        .isBetween(0.73, 0.78));
    }

    @Test
    void jsonHasTheSameFigures() throws IOException {
        StringWriter text = new StringWriter();
        JsonOutput.print(new PrintWriter(text), new ClaimsJson(figures)::write);
        JsonNode json = new ObjectMapper().readTree(text.toString());
        assertThat(json.get("claims"))
                .extracting(claim -> claim.get("savedPerMille").asInt())
                .containsExactly(329, 239, 488);
        assertThat(json.get("networks")).hasSize(figures.size());
        JsonNode backbone = json.get("networks").get(5);
        assertThat(backbone.get("network").asText()).isEqualTo("ssd-mobilenet-v1-backbone");
        assertThat(backbone.get("pingPongTwoBuffersBytes").asLong()).isEqualTo(2_160_000);
        JsonNode row = backbone.get("plans").get(1);
        assertThat(row.get("writes").asText()).isEqualTo("ROW");
        assertThat(row.get("savedPerMille").asInt()).isEqualTo(329);
        assertThat(row.get("verdicts").get("DETECTOR_ACTIVATIONS").asText()).isEqualTo("MEETS");
        assertThat(row.get("verdicts").get("DETECTOR_MEMORY").asText()).isEqualTo("BELOW");
        assertThat(row.get("verdicts").has("DENOISER_ACTIVATIONS")).isFalse();
    }

    @Test
    void oneFormatAtATime() {
        assertThat(CliSession.run("claims", "--markdown", "--json").exitCode()).isEqualTo(2);
    }

    /** A chain of equal 3x3 layers saves 48.8 % on squares of 41 to 44 pixels, by formula and by plan. */
    @ParameterizedTest
    @CsvSource({"40, BELOW", "41, MEETS", "44, MEETS", "45, PASSES"})
    void squaresOfTheDenoisersFigure(int side, Claim.Verdict verdict) {
        ClaimFigures square = Claims.of("dncnn:" + side + "x" + side, Claim.Family.DENOISER, Long.MAX_VALUE);
        ClaimFigures.Planned plan = square.plans().get(0);
        assertThat(plan.peakBytes()).isEqualTo(64L * side * side + 64L * (side + 1));
        assertThat(plan.wholeReplay()).isTrue();
        assertThat(square.verdict(Claim.DENOISER_ACTIVATIONS, plan)).isEqualTo(verdict);
    }

    /** With the subtraction at the end it takes larger ones. */
    @Test
    void theSubtractionNeedsLargerSquares() {
        ClaimFigures square = Claims.of("dncnn-s:128x128", Claim.Family.DENOISER, Claims.MOST_WORDS_REPLAYED);
        assertThat(square.verdict(Claim.DENOISER_ACTIVATIONS, square.plans().get(0)))
                .isEqualTo(Claim.Verdict.MEETS);
    }

    @Test
    void aFigureIsMetToATenthOfAPerCent() {
        assertThat(Claim.DETECTOR_ACTIVATIONS.verdict(328)).isEqualTo(Claim.Verdict.BELOW);
        assertThat(Claim.DETECTOR_ACTIVATIONS.verdict(329)).isEqualTo(Claim.Verdict.MEETS);
        assertThat(Claim.DETECTOR_ACTIVATIONS.verdict(330)).isEqualTo(Claim.Verdict.PASSES);
    }

    @Test
    void textWithoutMarkdownHasTheSameTables() {
        String text = printed(false);
        assertThat(text)
                .doesNotContain("|--:|", "## ")
                .contains("1,440,000", "Object detectors", "Saves more: camera-face");
    }
}
