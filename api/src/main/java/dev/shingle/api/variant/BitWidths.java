package dev.shingle.api.variant;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.ElementType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bits an element of an activation and of a weight has: {@code 8}, or {@code 16x8} for activations of 16 and
 * weights of 8.
 */
public record BitWidths(int activationBits, int weightBits) {

    /** Types that stand for a number of bits. Only their size counts. */
    private static final ImmutableMap<Integer, ElementType> TYPES =
            ImmutableMap.of(4, ElementType.INT4, 8, ElementType.INT8, 16, ElementType.INT16, 32, ElementType.FLOAT32);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,2})(?:x([0-9]{1,2}))?");

    public BitWidths {
        checkArgument(
                TYPES.containsKey(activationBits) && TYPES.containsKey(weightBits),
                "%sx%s bits; 4, 8, 16 and 32 are supported",
                activationBits,
                weightBits);
    }

    /** What a user wrote, or empty if that is none. */
    public static Optional<BitWidths> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int activations = Integer.parseInt(matcher.group(1));
        int weights = matcher.group(2) == null ? activations : Integer.parseInt(matcher.group(2));
        return TYPES.containsKey(activations) && TYPES.containsKey(weights)
                ? Optional.of(new BitWidths(activations, weights))
                : Optional.empty();
    }

    ElementType activationType() {
        return typeOf(activationBits);
    }

    ElementType weightType() {
        return typeOf(weightBits);
    }

    private static ElementType typeOf(int bits) {
        return Optional.ofNullable(TYPES.get(bits)).orElseThrow();
    }

    @Override
    public String toString() {
        return activationBits == weightBits ? String.valueOf(activationBits) : activationBits + "x" + weightBits;
    }
}
