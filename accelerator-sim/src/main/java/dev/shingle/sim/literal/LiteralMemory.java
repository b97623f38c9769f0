package dev.shingle.sim.literal;

import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.sim.replay.ReplayReport;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Addresses and what lies there: which word of which buffer, and which step put it there. */
final class LiteralMemory {

    private record Content(String buffer, long word, int step) {}

    /** A word that is wrong for one operand of the current unit. */
    private record Wrong(int operand, long word, boolean isWrite) {}

    private final MemoryPlan plan;
    private final Map<Long, Content> contents = new HashMap<>();
    private final Set<Wrong> wrongInUnit = new LinkedHashSet<>();
    private final long[] perStep;
    private Optional<LostElement> firstLost = Optional.empty();
    private Optional<ReplayReport.OutOfBounds> firstOutOfBounds = Optional.empty();
    private boolean isFirstLostInUnit;
    private int firstLostOperand;
    private long outOfBounds;
    private long wordsRead;
    private long wordsWritten;
    private int step;
    private String layer = "";
    private Element pixel = new Element(0, 0, 0);

    LiteralMemory(MemoryPlan plan) {
        this.plan = plan;
        perStep = new long[plan.steps().size() + 1];
    }

    void beginStep(int newStep, String newLayer) {
        step = newStep;
        layer = newLayer;
    }

    void beginUnit(Element firstPixel) {
        pixel = firstPixel;
        wrongInUnit.clear();
        isFirstLostInUnit = false;
    }

    void readElement(int operand, String buffer, TensorLayout layout, long element) {
        long pixelNumber = element / layout.channels();
        int channel = (int) (element % layout.channels());
        for (long word = layout.firstWord(pixelNumber, channel);
                word <= layout.lastWord(pixelNumber, channel);
                word++) {
            readWord(operand, buffer, word);
        }
    }

    void readWord(int operand, String buffer, long word) {
        wordsRead++;
        long address = address(buffer, word);
        if (address >= plan.peakWords()) {
            beyondEnd(new Wrong(operand, word, false), buffer, address);
            return;
        }
        Content found = contents.getOrDefault(address, new Content("nothing", -1, -1));
        if (found.buffer.equals(buffer) && found.word == word) {
            return;
        }
        if (wrongInUnit.add(new Wrong(operand, word, false))) {
            perStep[step]++;
            keepFirst(operand, buffer, word, address, found);
        }
    }

    private void keepFirst(int operand, String buffer, long word, long address, Content found) {
        boolean isEarlier = firstLost.isEmpty()
                || (isFirstLostInUnit
                        && (operand < firstLostOperand
                                || (operand == firstLostOperand
                                        && word < firstLost.get().operandWord())));
        if (isEarlier) {
            firstLost = Optional.of(new LostElement(
                    step,
                    layer,
                    pixel.row(),
                    pixel.column(),
                    buffer,
                    word,
                    address,
                    found.buffer,
                    found.word,
                    found.step));
            isFirstLostInUnit = true;
            firstLostOperand = operand;
        }
    }

    /** Writes an element, and the padding lanes if it is in the last channel. */
    void writeElement(int result, String buffer, TensorLayout layout, long element) {
        long pixelNumber = element / layout.channels();
        int channel = (int) (element % layout.channels());
        int lastLane = channel == layout.channels() - 1 ? layout.storedChannels() - 1 : channel;
        for (int lane = channel; lane <= lastLane; lane++) {
            for (long word = layout.firstWord(pixelNumber, lane); word <= layout.lastWord(pixelNumber, lane); word++) {
                writeWord(result, buffer, word);
            }
        }
    }

    void writeWord(int result, String buffer, long word) {
        wordsWritten++;
        long address = address(buffer, word);
        if (address >= plan.peakWords()) {
            beyondEnd(new Wrong(result, word, true), buffer, address);
        } else {
            contents.put(address, new Content(buffer, word, step));
        }
    }

    private void beyondEnd(Wrong wrong, String buffer, long address) {
        if (wrongInUnit.add(wrong)) {
            perStep[Math.max(0, step)]++;
            outOfBounds++;
            if (firstOutOfBounds.isEmpty()) {
                firstOutOfBounds = Optional.of(new ReplayReport.OutOfBounds(step, buffer, wrong.word, address));
            }
        }
    }

    private long address(String buffer, long word) {
        Placement placement = plan.placementsByName().get(buffer);
        if (placement == null) {
            throw new IllegalArgumentException("buffer " + buffer + " has no place");
        }
        long offset = placement.offsetWords() + word;
        return plan.machine().addressing() == Addressing.CIRCULAR && plan.peakWords() > 0
                ? offset % plan.peakWords()
                : offset;
    }

    ReplayReport report() {
        ImmutableLongArray counts = ImmutableLongArray.copyOf(perStep);
        return new ReplayReport(
                counts.stream().sum(), firstLost, outOfBounds, firstOutOfBounds, counts, wordsRead, wordsWritten, true);
    }
}
