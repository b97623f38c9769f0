package dev.shingle.sim.run;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.replay.TagSpace;
import java.util.List;

/** Who fills the input buffers before the first step and takes the outputs after the last. */
final class Host {

    private final Scratchpad scratchpad;
    private final Layout layout;
    private final TagSpace tags;
    private final Ledger ledger;
    private final WordCounts counts = new WordCounts();

    Host(MemoryPlan plan, Scratchpad scratchpad, TagSpace tags, Ledger ledger) {
        this.scratchpad = scratchpad;
        this.layout = plan.machine().layout();
        this.tags = tags;
        this.ledger = ledger;
    }

    /** Fills a buffer, padding lanes with zeros. */
    void write(String name, TensorData data) {
        Buffer buffer = tags.placement(tags.position(name)).buffer();
        BoundUse use = BoundUse.of(tags.placement(tags.position(name)), tags);
        ledger.beginStep(-1, ImmutableList.of(use));
        ledger.beginUnit(0, 0, 0);
        WordGuard guard = scratchpad.guard(use, 0, ledger, counts);
        guard.write(0, buffer.sizeWords(), false);
        scratchpad.clear(use, buffer.sizeWords());
        byte[] bytes = new byte[data.bytes().remaining()];
        data.bytes().get(bytes);
        TensorLayout words = BoundUse.stored(buffer, layout);
        scratchpad.tensor(words, data.type(), use, guard).writeBytes(0, elements(data), bytes, 0);
    }

    /** Takes what buffers hold, pixel after pixel, as step {@code step}. */
    ImmutableList<TensorData> read(List<String> names, int step) {
        ImmutableList<BoundUse> uses = names.stream()
                .map(name -> BoundUse.of(tags.placement(tags.position(name)), tags))
                .collect(ImmutableList.toImmutableList());
        ledger.beginStep(step, uses);
        ImmutableList.Builder<TensorData> outputs = ImmutableList.builder();
        for (int position = 0; position < uses.size(); position++) {
            outputs.add(read(uses.get(position), position));
        }
        return outputs.build();
    }

    private TensorData read(BoundUse use, int position) {
        Buffer buffer = tags.placement(tags.position(use.name())).buffer();
        TensorLayout words = BoundUse.stored(buffer, layout);
        WordGuard guard = scratchpad.guard(use, position, ledger, counts);
        PlacedTensor tensor = scratchpad.tensor(words, buffer.type(), use, guard);
        int channels = buffer.shape().channels();
        int pixelBytes = channels * buffer.type().bits() / Byte.SIZE;
        int pixels = Math.toIntExact(buffer.shape().pixels());
        byte[] bytes = new byte[Math.multiplyExact(pixels, pixelBytes)];
        for (int pixel = 0; pixel < pixels; pixel++) {
            ledger.beginUnit(
                    pixel / buffer.shape().width(), pixel % buffer.shape().width(), 0);
            tensor.readBytes((long) pixel * channels, channels, bytes, pixel * pixelBytes);
        }
        return TensorData.wrap(buffer.shape(), buffer.type(), bytes);
    }

    private static int elements(TensorData data) {
        return Math.toIntExact(data.shape().elements());
    }
}
