package dev.shingle.fpga.descriptor;

import static dev.shingle.fpga.descriptor.UnsupportedException.require;

import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Shape;
import java.util.Optional;

/** Where a plan lays tensors, in the accelerator's terms. */
final class Places {

    private static final int TAGS = 1023;

    private final MemoryPlan plan;
    private final ImmutableMap<String, Home> homes;

    /** A buffer's first word, and its number. */
    private record Home(long offsetWords, int tag) {}

    Places(MemoryPlan plan) {
        this.plan = plan;
        ImmutableMap.Builder<String, Home> numbered = ImmutableMap.builder();
        for (int i = 0; i < plan.placements().size(); i++) {
            Placement placement = plan.placements().get(i);
            numbered.put(placement.buffer().name(), new Home(placement.offsetWords(), i % TAGS + 1));
        }
        homes = numbered.buildOrThrow();
    }

    /** An operand or result of a step. */
    TensorPlace of(TensorUse use) {
        require(use.isInScratchpad(), "%s is a constant; it must be in the scratchpad", use.name());
        Layout layout = plan.machine().layout();
        return place(use.name(), use.shape(), use.layoutOn(layout));
    }

    /** A whole buffer. */
    TensorPlace of(Placement placement) {
        var buffer = placement.buffer();
        TensorLayout layout = plan.machine().layout().of(buffer.shape(), buffer.type(), buffer.dense());
        return place(buffer.name(), buffer.shape(), layout);
    }

    private TensorPlace place(String name, Shape shape, TensorLayout layout) {
        require(layout.elementBits() == Byte.SIZE, "%s has elements of %s bits", name, layout.elementBits());
        Home home = Optional.ofNullable(homes.get(name))
                .orElseThrow(() -> new UnsupportedException("the plan has no place for " + name));
        return new TensorPlace(
                name,
                home.tag(),
                (home.offsetWords() + layout.startWord()) % plan.peakWords(),
                Math.multiplyExact(shape.batch(), shape.height()),
                shape.width(),
                shape.channels(),
                layout.pixelStride(),
                layout.pixelStride() % (layout.wordBits() / Byte.SIZE) != 0);
    }
}
