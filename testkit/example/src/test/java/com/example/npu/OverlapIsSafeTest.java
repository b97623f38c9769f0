package com.example.npu;

import static dev.shingle.testkit.engine.EngineAssertions.assertThatEngine;

import dev.shingle.testkit.engine.Accesses;
import dev.shingle.testkit.engine.WindowLayer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OverlapIsSafeTest {

    @Property
    void ourDistanceIsSafe(@ForAll WindowLayer layer) {
        assertThatEngine(OverlapIsSafeTest::engine).on(layer).isSafeFrom(NpuCompiler.distance(Layers.ours(layer)));
    }

    /** Our engine reads the window of an output pixel, then writes all channels of the pixel. */
    static void engine(WindowLayer layer, Accesses scratchpad) {
        for (int row = 0; row < layer.outputRows(); row++) {
            for (int column = 0; column < layer.outputColumns(); column++) {
                layer.windowWords(row, column).forEach(scratchpad::read);
                layer.pixelWords(row, column).forEach(scratchpad::write);
            }
        }
    }
}
