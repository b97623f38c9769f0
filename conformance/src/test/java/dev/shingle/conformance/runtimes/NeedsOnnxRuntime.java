package dev.shingle.conformance.runtimes;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** A failed assumption would cost jqwik's properties one try, not all. */
final class NeedsOnnxRuntime implements SkipExecutionHook {

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Runtimes.whyNoOnnxRuntime().map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
    }
}
