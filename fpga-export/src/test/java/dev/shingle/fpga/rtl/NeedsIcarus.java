package dev.shingle.fpga.rtl;

import dev.shingle.fpga.ExternalTool;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** A failed assumption would cost jqwik's properties one try, not all. */
final class NeedsIcarus implements SkipExecutionHook {

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return ExternalTool.isInstalled("iverilog")
                ? SkipResult.doNotSkip()
                : SkipResult.skip("iverilog is not installed");
    }
}
