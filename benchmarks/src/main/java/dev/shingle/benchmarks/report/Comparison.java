package dev.shingle.benchmarks.report;

import com.google.common.collect.ImmutableListMultimap;
import java.util.function.UnaryOperator;

/**
 * Two benchmarks of one class that answer the same question.
 *
 * @param what is computed
 * @param benchmarks where both are
 * @param ours the method that is judged
 * @param baseline the method that it is compared with
 * @param baselineText what that does
 * @param parameters values of the class's parameters, for runs that take their time
 * @param quickly the same for a quick run
 * @param aside what else is to be said of a case
 */
record Comparison(
        String what,
        Class<?> benchmarks,
        String ours,
        String baseline,
        String baselineText,
        ImmutableListMultimap<String, String> parameters,
        ImmutableListMultimap<String, String> quickly,
        UnaryOperator<String> aside) {

    static Comparison of(String what, Class<?> benchmarks, String ours, String baseline, String baselineText) {
        return new Comparison(
                what,
                benchmarks,
                ours,
                baseline,
                baselineText,
                ImmutableListMultimap.of(),
                ImmutableListMultimap.of(),
                name -> "");
    }

    Comparison with(ImmutableListMultimap<String, String> values, ImmutableListMultimap<String, String> quickValues) {
        return new Comparison(what, benchmarks, ours, baseline, baselineText, values, quickValues, aside);
    }

    Comparison saying(UnaryOperator<String> text) {
        return new Comparison(what, benchmarks, ours, baseline, baselineText, parameters, quickly, text);
    }
}
