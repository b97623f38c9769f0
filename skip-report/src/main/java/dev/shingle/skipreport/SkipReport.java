package dev.shingle.skipreport;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.SetMultimap;
import java.util.Optional;

/**
 * Collects skipped tests and puts them into words:
 *
 * <pre>
 * left out: 3 for want of shared - ../shared is not there
 *     TfliteReaderTest > readsEveryModel()
 *     ...
 *     to run them: put the folder 'shared' beside the clone
 * </pre>
 *
 * Tests may run in parallel, so access is synchronised.
 */
final class SkipReport {

    private static final int TESTS_SHOWN = 5;

    private final Capabilities capabilities;
    private final ImmutableSet<String> required;
    private final SetMultimap<String, String> testsByReason =
            MultimapBuilder.linkedHashKeys().linkedHashSetValues().build();

    SkipReport(Capabilities capabilities, String required) {
        this.capabilities = capabilities;
        this.required = capabilities.required(required);
    }

    synchronized void leftOut(String test, String reason) {
        testsByReason.put(
                reason.replaceFirst("^Assumption failed: ", "").strip().replaceAll("\\s+", " "), test);
    }

    synchronized ImmutableList<String> lines() {
        ImmutableList.Builder<String> lines = ImmutableList.builder();
        testsByReason.asMap().forEach((reason, tests) -> {
            Optional<String> capability = capabilities.namedBy(reason);
            lines.add("left out: " + tests.size()
                    + capability.map(c -> " for want of " + c).orElse("") + " - " + reason);
            tests.stream().limit(TESTS_SHOWN).forEach(test -> lines.add("    " + test));
            if (tests.size() > TESTS_SHOWN) {
                lines.add("    and " + (tests.size() - TESTS_SHOWN) + " more");
            }
            capability.ifPresent(
                    c -> lines.add("    to run them: " + capabilities.howToGet().get(c)));
        });
        return lines.build();
    }

    /** Why this run must not pass: tests were left out for want of something that was required. */
    synchronized Optional<String> failure() {
        ImmutableSet<String> missing = testsByReason.keySet().stream()
                .flatMap(reason -> capabilities.namedBy(reason).stream())
                .filter(required::contains)
                .collect(ImmutableSet.toImmutableSet());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("tests were left out for want of " + String.join(", ", missing)
                        + ", which -Drequire names; the list stands above");
    }
}
