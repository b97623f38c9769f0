package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.NetworkFormatException;

/** All rules by operator name. What has no rule becomes opaque: it can be sized and placed, not executed. */
final class OperatorRules {

    private static final ImmutableMap<String, OperatorRule> RULES = ImmutableMap.<String, OperatorRule>builder()
            .putAll(WindowRules.all())
            .putAll(ArithmeticRules.all())
            .putAll(MovementRules.all())
            .putAll(ReshapeRules.all())
            .putAll(SliceRules.all())
            .buildOrThrow();

    private OperatorRules() {}

    static Translation translate(OperatorView view) {
        OperatorRule rule = RULES.get(view.kind());
        try {
            return rule == null ? Translation.opaque(view) : rule.translate(view);
        } catch (IllegalArgumentException | ArithmeticException unsuitable) {
            throw failure(view, String.valueOf(unsuitable.getMessage()));
        }
    }

    /** Splits a message {@code found ..., expected ...}; others are what was found. */
    static NetworkFormatException failure(OperatorView view, String message) {
        return NetworkFormatException.of(view.failure("", ""), message);
    }
}
