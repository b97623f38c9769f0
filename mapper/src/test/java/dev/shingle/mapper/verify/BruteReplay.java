package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Runs a small plan with a tag on every word: the literal meaning of safety, as plain loops. */
final class BruteReplay {

    private record Tag(String buffer, long word, int step) {}

    private record Pixel(int row, int column) {}

    private final MemoryPlan plan;
    private final Machine machine;
    private final Map<Long, Tag> memory = new HashMap<>();
    private final Map<String, Placement> placements;
    private Optional<LostElement> first = Optional.empty();

    private BruteReplay(MemoryPlan plan) {
        this.plan = plan;
        this.machine = plan.machine();
        this.placements = plan.placementsByName();
    }

    static Optional<LostElement> firstLost(MemoryPlan plan) {
        BruteReplay replay = new BruteReplay(plan);
        replay.run();
        return replay.first;
    }

    private void run() {
        for (String input : plan.inputs()) {
            for (long word = 0; word < placements.get(input).buffer().sizeWords(); word++) {
                write(input, word, -1);
            }
        }
        plan.steps().forEach(this::run);
        for (String output : plan.outputs()) {
            Buffer buffer = placements.get(output).buffer();
            TensorLayout layout = machine.layout().of(buffer.shape(), buffer.type(), buffer.dense());
            for (long e = 0; e < buffer.shape().elements(); e++) {
                long pixel = e / buffer.shape().channels();
                Set<Long> words = words(layout, buffer.shape(), Set.of(e));
                Pixel at = new Pixel((int) (pixel / buffer.shape().width()), (int)
                        (pixel % buffer.shape().width()));
                for (long word : words) {
                    read(plan.steps().size(), "host", at, output, word);
                }
            }
        }
    }

    private long address(String buffer, long word) {
        long address = placements.get(buffer).offsetWords() + word;
        return machine.addressing() == Addressing.CIRCULAR ? address % plan.peakWords() : address;
    }

    private void write(String buffer, long word, int step) {
        memory.put(address(buffer, word), new Tag(buffer, word, step));
    }

    private void read(int step, String layer, Pixel at, String buffer, long word) {
        Tag tag = memory.get(address(buffer, word));
        boolean intact = tag != null && tag.buffer().equals(buffer) && tag.word() == word;
        if (!intact && first.isEmpty()) {
            first = Optional.of(new LostElement(
                    step,
                    layer,
                    at.row(),
                    at.column(),
                    buffer,
                    word,
                    address(buffer, word),
                    tag == null ? "nothing" : tag.buffer(),
                    tag == null ? -1 : tag.word(),
                    tag == null ? -1 : tag.step()));
        }
    }

    private static Set<Long> words(TensorLayout layout, Shape shape, Collection<Long> elements) {
        Set<Long> words = new TreeSet<>();
        for (long e : elements) {
            long pixel = e / shape.channels();
            int channel = (int) (e % shape.channels());
            addWords(layout, pixel, channel, words);
        }
        return words;
    }

    private static void addWords(TensorLayout layout, long pixel, int channel, Set<Long> words) {
        long bit = (pixel * layout.storedChannels() + channel) * layout.elementBits();
        for (long b = bit; b < bit + layout.elementBits(); b++) {
            words.add(b / layout.wordBits());
        }
    }

    private Shape grid(Operation operation) {
        return operation.operator() instanceof Operator.Split
                ? operation.operands().get(0).shape()
                : operation.results().get(0).shape();
    }

    private void run(Step step) {
        Operation operation = step.operation();
        if (operation.operator() instanceof Operator.Opaque) {
            runOpaque(step);
            return;
        }
        Shape grid = grid(operation);
        int firstRow = step.outputRows().first();
        int endRow = step.outputRows().end();
        Optional<Window> window = window(operation.operator());
        if (window.isPresent()
                && operation.operands().get(0).isInScratchpad()
                && operation.operands().stream()
                                .filter(TensorUse::isInScratchpad)
                                .count()
                        == 1
                && (window.get().kernelHeight() - 1) * window.get().dilationHeight() + 1 <= machine.lineBufferRows()) {
            runThroughLineBuffer(step, grid, firstRow, endRow);
        } else {
            runUnits(step, grid, firstRow, endRow);
        }
    }

    private static Optional<Window> window(Operator operator) {
        if (operator instanceof Operator.Convolution c) {
            return Optional.of(c.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution d) {
            return Optional.of(d.window());
        }
        return operator instanceof Operator.Pool p ? Optional.of(p.window()) : Optional.empty();
    }

    private void runOpaque(Step step) {
        for (TensorUse result : step.operation().results()) {
            for (long word = 0; word < placements.get(result.name()).buffer().sizeWords(); word++) {
                write(result.name(), word, step.index());
            }
        }
        for (TensorUse operand : step.operation().operands()) {
            for (long word = 0; word < operand.layoutOn(machine.layout()).sizeWords(); word++) {
                read(step.index(), step.layer(), new Pixel(0, 0), operand.name(), word);
            }
        }
    }

    /** Assigns every (row, column, channel) to the key of its unit, in order, then runs unit after unit. */
    private void runUnits(Step step, Shape grid, int firstRow, int endRow) {
        Map<List<Integer>, Map<Pixel, List<Integer>>> units = new LinkedHashMap<>();
        boolean reverse = step.traversal() == Traversal.REVERSE;
        List<List<Integer>> keys = new ArrayList<>();
        for (int row : order(firstRow, endRow, reverse)) {
            for (int column : order(0, grid.width(), reverse)) {
                for (int channel = 0; channel < grid.channels(); channel++) {
                    List<Integer> key = key(row - firstRow, column, channel);
                    if (!units.containsKey(key)) {
                        units.put(key, new LinkedHashMap<>());
                        keys.add(key);
                    }
                    units.get(key)
                            .computeIfAbsent(new Pixel(row, column), p -> new ArrayList<>())
                            .add(channel);
                }
            }
        }
        boolean descending = reverse && machine.groupOrder() == GroupOrder.DESCENDING;
        keys.sort((a, b) -> {
            int rows = reverse ? b.get(0) - a.get(0) : a.get(0) - b.get(0);
            int columns = reverse ? b.get(1) - a.get(1) : a.get(1) - b.get(1);
            int groups = descending ? b.get(2) - a.get(2) : a.get(2) - b.get(2);
            return rows != 0 ? rows : columns != 0 ? columns : groups;
        });
        for (List<Integer> key : keys) {
            units.get(key).forEach((pixel, channels) -> readPixel(step, grid, pixel, channels));
            for (TensorUse result : step.operation().results()) {
                units.get(key).forEach((pixel, channels) -> writePixel(step, grid, pixel, channels, result));
            }
        }
    }

    private static List<Integer> order(int first, int end, boolean reverse) {
        List<Integer> order = new ArrayList<>();
        for (int i = first; i < end; i++) {
            order.add(i);
        }
        if (reverse) {
            Collections.reverse(order);
        }
        return order;
    }

    private List<Integer> key(int row, int column, int channel) {
        WriteGranularity granularity = machine.writeGranularity();
        if (granularity instanceof WriteGranularity.Group group) {
            return List.of(row, column, channel / group.channels());
        }
        if (granularity instanceof WriteGranularity.Pixel) {
            return List.of(row, column, 0);
        }
        if (granularity instanceof WriteGranularity.Tile tile) {
            return List.of(row / tile.rows(), column / tile.columns(), 0);
        }
        return granularity instanceof WriteGranularity.Row ? List.of(row, 0, 0) : List.of(0, 0, 0);
    }

    private Set<Long> wordsRead(Operation operation, int index, Shape grid, Pixel pixel, Collection<Integer> channels) {
        TensorUse use = operation.operands().get(index);
        Set<Long> elements = new TreeSet<>();
        for (int channel : channels) {
            elements.addAll(BruteReads.of(operation, index, grid, pixel.row(), pixel.column(), channel));
        }
        return words(use.layoutOn(machine.layout()), use.shape(), elements);
    }

    private void readPixel(Step step, Shape grid, Pixel pixel, List<Integer> channels) {
        Operation operation = step.operation();
        for (int index = 0; index < operation.operands().size(); index++) {
            TensorUse use = operation.operands().get(index);
            if (use.isInScratchpad()) {
                for (long word : wordsRead(operation, index, grid, pixel, channels)) {
                    read(step.index(), step.layer(), pixel, use.name(), word);
                }
            }
        }
    }

    private void writePixel(Step step, Shape grid, Pixel pixel, List<Integer> channels, TensorUse use) {
        Operation operation = step.operation();
        if (operation.operator() instanceof Operator.Split split) {
            channels.forEach(channel -> writeSplit(step, split.axis(), grid, pixel, channel, use));
            return;
        }
        long flatPixel = (long) pixel.row() * grid.width() + pixel.column();
        for (int channel : channels) {
            writeElement(step, use, flatPixel, channel);
        }
    }

    private void writeElement(Step step, TensorUse use, long pixel, int channel) {
        TensorLayout layout = use.layoutOn(machine.layout());
        Set<Long> words = new TreeSet<>();
        addWords(layout, pixel, channel, words);
        for (int pad = use.shape().channels();
                channel == use.shape().channels() - 1 && pad < layout.storedChannels();
                pad++) {
            addWords(layout, pixel, pad, words);
        }
        words.forEach(word -> write(use.name(), word, step.index()));
    }

    private void writeSplit(Step step, int axis, Shape grid, Pixel pixel, int channel, TensorUse result) {
        long flat = ((long) pixel.row() * grid.width() + pixel.column()) * grid.channels() + channel;
        int below = 1;
        for (int i = axis + 1; i < grid.rank(); i++) {
            below *= grid.dimension(i);
        }
        int along = (int) (flat / below % grid.dimension(axis));
        long above = flat / below / grid.dimension(axis);
        for (TensorUse part : step.operation().results()) {
            int size = part.shape().dimension(axis);
            if (part == result && along >= 0 && along < size) {
                long element = (above * size + along) * below + flat % below;
                writeElement(step, part, element / part.shape().channels(), (int)
                        (element % part.shape().channels()));
            }
            along -= size;
        }
    }

    private void runThroughLineBuffer(Step step, Shape grid, int firstRow, int endRow) {
        boolean reverse = step.traversal() == Traversal.REVERSE;
        Operation operation = step.operation();
        TensorUse input = operation.operands().get(0);
        TensorLayout layout = input.layoutOn(machine.layout());
        List<Integer> channels = order(0, grid.channels(), false);
        Map<Pixel, Set<Long>> needed = new LinkedHashMap<>();
        TreeSet<Long> union = new TreeSet<>();
        for (int row : order(firstRow, endRow, reverse)) {
            for (int column : order(0, grid.width(), reverse)) {
                // a buffer delivers whole pixels' channels: each output channel's reads together
                Set<Long> words = wordsRead(operation, 0, grid, new Pixel(row, column), channels);
                needed.put(new Pixel(row, column), words);
                union.addAll(words);
            }
        }
        List<Pixel> waiting = new ArrayList<>(needed.keySet());
        List<Pixel> complete = new ArrayList<>();
        Set<Long> seen = new TreeSet<>();
        advance(step, grid, waiting, complete, needed, seen, channels);
        if (union.isEmpty()) {
            return;
        }
        List<Long> stream = new ArrayList<>();
        for (long word = union.first(); word <= union.last(); word++) {
            stream.add(word);
        }
        if (reverse) {
            Collections.reverse(stream);
        }
        for (long word : stream) {
            read(step.index(), step.layer(), waiting.get(0), input.name(), word);
            seen.add(word);
            advance(step, grid, waiting, complete, needed, seen, channels);
        }
    }

    /** Completes pixels in order while everything they need was seen, and writes what the granularity releases. */
    private void advance(
            Step step,
            Shape grid,
            List<Pixel> waiting,
            List<Pixel> complete,
            Map<Pixel, Set<Long>> needed,
            Set<Long> seen,
            List<Integer> channels) {
        while (!waiting.isEmpty() && seen.containsAll(needed.get(waiting.get(0)))) {
            complete.add(waiting.remove(0));
            boolean rowEnds = waiting.isEmpty()
                    || waiting.get(0).row() != complete.get(complete.size() - 1).row();
            boolean releases = machine.writeGranularity() instanceof WriteGranularity.Tensor
                    ? waiting.isEmpty()
                    : !(machine.writeGranularity() instanceof WriteGranularity.Row) || rowEnds;
            if (releases) {
                complete.forEach(pixel -> writePixel(
                        step, grid, pixel, channels, step.operation().results().get(0)));
                complete.clear();
            }
        }
    }
}
