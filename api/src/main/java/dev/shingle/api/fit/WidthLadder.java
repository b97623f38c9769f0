package dev.shingle.api.fit;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.variant.Variant;
import dev.shingle.api.variant.VariantResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The width multipliers among which the largest is looked for: all multiples of a step up to a limit. No bound grows with
 * the width in every network (a layer at the end, whose channels stay, may need most), so the limit is a choice.
 */
public final class WidthLadder {

    /** Published networks have widths such as 0.25, 0.35 and 1.4. */
    public static final BigDecimal STEP = new BigDecimal("0.05");

    /** No published network is wider. */
    public static final BigDecimal WIDEST = new BigDecimal("4");

    private static final int MOST_CANDIDATES = 10_000;

    private WidthLadder() {}

    /** The widths for a question. */
    public static LadderResult of(FitQuestion question, BigDecimal step, BigDecimal widest) {
        if (step.signum() <= 0 || widest.compareTo(step) < 0) {
            return new LadderResult.Refused("there is no multiple of %s up to %s".formatted(step, widest));
        }
        int count = widest.divide(step, 0, RoundingMode.FLOOR)
                .min(BigDecimal.valueOf(MOST_CANDIDATES + 1L))
                .intValue();
        if (count > MOST_CANDIDATES) {
            return new LadderResult.Refused(
                    "there are more than %d widths of step %s up to %s".formatted(MOST_CANDIDATES, step, widest));
        }
        VariantResult probe = question.variants()
                .make(Variant.unchanged().withWidth(question.variants().width()));
        if (probe instanceof VariantResult.Refused refused) {
            return new LadderResult.Refused(refused.reason());
        }
        ImmutableList<BigDecimal> widths = IntStream.rangeClosed(1, count)
                .mapToObj(k -> step.multiply(BigDecimal.valueOf(k)).stripTrailingZeros())
                .collect(toImmutableList());
        BigDecimal width = question.variants().width();
        Optional<Candidate> current = widths.stream()
                .filter(other -> other.compareTo(width) == 0)
                .map(WidthLadder::candidate)
                .findFirst();
        return new LadderResult.Climbable(new Ladder(
                rule(question, step, widest),
                widths.stream().map(WidthLadder::candidate).collect(toImmutableList()),
                current));
    }

    private static String rule(FitQuestion question, BigDecimal step, BigDecimal widest) {
        String which = question.variants().hasWidthParameter()
                ? "the network's own parameter"
                : "all channels but those of inputs and outputs, rounded down";
        return "multiples of %s up to %s: %s".formatted(step.toPlainString(), widest.toPlainString(), which);
    }

    private static Candidate candidate(BigDecimal width) {
        return new Candidate(width.toPlainString(), Variant.unchanged().withWidth(width));
    }
}
