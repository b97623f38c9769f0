package dev.shingle.sim.literal;

import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.replay.ReplayReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replays a small plan the slow way: every output element, every tap, every channel, nothing skipped, the scratchpad a map
 * from addresses to (buffer, word, writing step). Its report must equal that of the fast replay in everything but the
 * numbers of words, which count repetitions here. Time is O(outputs * inputs * taps) for a window: some thousand elements.
 */
public final class LiteralReplay {

    private final MemoryPlan plan;
    private final Layout layout;
    private final LiteralMemory memory;

    private LiteralReplay(MemoryPlan plan) {
        this.plan = plan;
        layout = plan.machine().layout();
        memory = new LiteralMemory(plan);
    }

    /** Replays a plan that is not malformed. */
    public static ReplayReport run(MemoryPlan plan) {
        return new LiteralReplay(plan).run();
    }

    private ReplayReport run() {
        memory.beginStep(-1, "host");
        for (String name : plan.inputs()) {
            memory.beginUnit(new Element(0, 0, 0));
            Buffer buffer = buffer(name);
            for (long word = 0; word < buffer.sizeWords(); word++) {
                memory.writeWord(0, name, word);
            }
        }
        for (Step step : plan.steps()) {
            memory.beginStep(step.index(), step.layer());
            runStep(step);
        }
        memory.beginStep(plan.steps().size(), "host");
        for (String name : plan.outputs()) {
            Buffer buffer = buffer(name);
            TensorLayout words = layout.of(buffer.shape(), buffer.type(), buffer.dense());
            for (Element element : Element.allOf(buffer.shape())) {
                if (element.channel() == 0) {
                    memory.beginUnit(element);
                }
                memory.readElement(0, name, words, element.flat(buffer.shape()));
            }
        }
        return memory.report();
    }

    private Buffer buffer(String name) {
        return plan.placements().stream()
                .filter(placement -> placement.buffer().name().equals(name))
                .findFirst()
                .orElseThrow()
                .buffer();
    }

    private void runStep(Step step) {
        if (step.operation().operator() instanceof Operator.Opaque) {
            runOpaque(step);
            return;
        }
        boolean isBehindLineBuffer = isBehindLineBuffer(step);
        List<List<Element>> units = LiteralUnits.of(step, plan.machine(), isBehindLineBuffer);
        LiteralReads reads = new LiteralReads(step.operation());
        if (isBehindLineBuffer) {
            stream(step, units, reads);
            return;
        }
        for (List<Element> unit : units) {
            memory.beginUnit(firstPixel(unit, step));
            for (Element element : unit) {
                read(step.operation(), reads, element);
            }
            for (Element element : unit) {
                write(step.operation(), element);
            }
        }
    }

    private void read(Operation operation, LiteralReads reads, Element element) {
        for (int operand = 0; operand < operation.operands().size(); operand++) {
            TensorUse use = operation.operands().get(operand);
            if (use.isInScratchpad()) {
                for (long source : reads.of(operand, element)) {
                    memory.readElement(operand, use.name(), use.layoutOn(layout), source);
                }
            }
        }
    }

    private void write(Operation operation, Element element) {
        if (!(operation.operator() instanceof Operator.Split split)) {
            TensorUse result = operation.results().get(0);
            memory.writeElement(0, result.name(), result.layoutOn(layout), element.flat(result.shape()));
            return;
        }
        Shape operand = operation.operands().get(0).shape();
        int[] at = Element.coordinates(operand, element.flat(operand));
        int first = 0;
        for (int i = 0; i < operation.results().size(); i++) {
            TensorUse result = operation.results().get(i);
            int end = first + result.shape().dimension(split.axis());
            if (at[split.axis()] >= first && at[split.axis()] < end) {
                at[split.axis()] -= first;
                memory.writeElement(i, result.name(), result.layoutOn(layout), Element.flat(result.shape(), at));
                return;
            }
            first = end;
        }
    }

    private void runOpaque(Step step) {
        Element pixel = new Element(step.outputRows().first(), 0, 0);
        memory.beginUnit(pixel);
        for (int i = 0; i < step.operation().results().size(); i++) {
            TensorUse result = step.operation().results().get(i);
            for (long word : wordsOf(result.layoutOn(layout))) {
                memory.writeWord(i, result.name(), word);
            }
        }
        memory.beginUnit(pixel);
        for (int i = 0; i < step.operation().operands().size(); i++) {
            TensorUse operand = step.operation().operands().get(i);
            if (operand.isInScratchpad()) {
                for (long word : wordsOf(operand.layoutOn(layout))) {
                    memory.readWord(i, operand.name(), word);
                }
            }
        }
    }

    /** Every word that holds a lane of the tensor, padding included, in ascending order. */
    private static Set<Long> wordsOf(TensorLayout tensor) {
        Set<Long> words = new TreeSet<>();
        for (long pixel = 0; pixel < tensor.pixels(); pixel++) {
            for (int lane = 0; lane < tensor.storedChannels(); lane++) {
                for (long word = tensor.firstWord(pixel, lane); word <= tensor.lastWord(pixel, lane); word++) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    private boolean isBehindLineBuffer(Step step) {
        Operator operator = step.operation().operator();
        boolean isWindow = operator instanceof Operator.Convolution
                || operator instanceof Operator.DepthwiseConvolution
                || operator instanceof Operator.Pool;
        return isWindow
                && LiteralReads.windowOf(operator).extentHeight()
                        <= plan.machine().lineBufferRows()
                && step.operation().operands().get(0).isInScratchpad()
                && step.operation().operands().stream().skip(1).noneMatch(TensorUse::isInScratchpad);
    }

    /** One word after the other; after each, whatever has all its words is written. */
    private void stream(Step step, List<List<Element>> units, LiteralReads reads) {
        TensorUse input = step.operation().operands().get(0);
        TensorLayout words = input.layoutOn(layout);
        Set<Long> own = wordsOf(words);
        Deque<List<Element>> waiting = new ArrayDeque<>(units);
        Deque<Set<Long>> missing = new ArrayDeque<>();
        long lowest = Long.MAX_VALUE;
        long highest = -1;
        for (List<Element> unit : units) {
            Set<Long> needed = new HashSet<>();
            for (Element element : unit) {
                for (long source : reads.of(0, element)) {
                    int channel = (int) (source % words.channels());
                    long pixel = source / words.channels();
                    for (long word = words.firstWord(pixel, channel); word <= words.lastWord(pixel, channel); word++) {
                        needed.add(word);
                        lowest = Math.min(lowest, word);
                        highest = Math.max(highest, word);
                    }
                }
            }
            missing.add(needed);
        }
        memory.beginUnit(firstPixel(waiting.getFirst(), step));
        writeComplete(step, waiting, missing);
        for (long i = lowest; i <= highest; i++) {
            long word = step.traversal() == Traversal.FORWARD ? i : highest - (i - lowest);
            if (own.contains(word)) {
                memory.readWord(0, input.name(), word);
            }
            missing.forEach(needed -> needed.remove(word));
            writeComplete(step, waiting, missing);
        }
    }

    private void writeComplete(Step step, Deque<List<Element>> waiting, Deque<Set<Long>> missing) {
        while (!missing.isEmpty() && missing.getFirst().isEmpty()) {
            missing.removeFirst();
            for (Element element : waiting.removeFirst()) {
                write(step.operation(), element);
            }
            if (!waiting.isEmpty()) {
                memory.beginUnit(firstPixel(waiting.getFirst(), step));
            }
        }
    }

    private static Element firstPixel(List<Element> unit, Step step) {
        return step.traversal() == Traversal.FORWARD ? unit.get(0) : unit.get(unit.size() - 1);
    }
}
