package dev.shingle.sim.cycles;

import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.LoopOrder;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * The slow twin of the reference model: walks the loops of the accelerator cycle by cycle, element by element. Knows
 * convolutions, depthwise layers, pooling, sums and fully connected layers; no line buffer.
 */
final class LoopNest {

    /** Counters that the closed form must reproduce. */
    long cycle;

    long macs;
    long reads;
    long writes;
    long weightReads;

    private final Step step;
    private final Operation operation;
    private final Machine machine;
    private final Engine engine;
    private final boolean stealsCycles;
    private final Shape output;
    private long outputStageFreeAt;
    private long lastHandover = Long.MIN_VALUE;
    private final Set<Long> blocked = new HashSet<>();

    private LoopNest(Step step, Machine machine, Engine engine, boolean stealsCycles) {
        this.step = step;
        this.operation = step.operation();
        this.machine = machine;
        this.engine = engine;
        this.stealsCycles = stealsCycles;
        this.output = operation.results().get(0).shape();
    }

    static LoopNest walk(Step step, Machine machine, Engine engine, boolean stealsCycles) {
        LoopNest nest = new LoopNest(step, machine, engine, stealsCycles);
        nest.walk();
        return nest;
    }

    private void walk() {
        cycle = engine.timing().setupCycles();
        List<int[]> pixels = new ArrayList<>();
        for (int row = step.outputRows().first(); row < step.outputRows().end(); row++) {
            for (int column = 0; column < output.width(); column++) {
                pixels.add(new int[] {row, column});
            }
        }
        boolean isReverse = step.traversal() == Traversal.REVERSE;
        if (isReverse) {
            Collections.reverse(pixels);
        }
        List<int[]> groups = new ArrayList<>(groups());
        if (isReverse && machine.groupOrder() == GroupOrder.DESCENDING) {
            Collections.reverse(groups);
        }
        for (int[] pixel : pixels) {
            if (engine.loopOrder() == LoopOrder.GROUP_WINDOW) {
                for (int[] group : groups) {
                    pixel(pixel[0], pixel[1], List.of(group));
                }
            } else {
                pixel(pixel[0], pixel[1], groups());
            }
        }
        cycle += engine.timing().readCycles()
                + engine.timing().pipelineCycles()
                + engine.timing().writeCycles()
                + moreOfSums();
    }

    /** A sum goes through the output stage two times more. */
    private int moreOfSums() {
        return isSum() ? 2 * engine.timing().outputCycles() : 0;
    }

    private boolean isSum() {
        return operation.operator() instanceof Operator.Elementwise;
    }

    /** The next cycle in which the port is free to read. */
    private void tick() {
        do {
            cycle++;
        } while (blocked.contains(cycle));
    }

    /** Output groups do not cross convolution groups. */
    private List<int[]> groups() {
        int parts = operation.operator() instanceof Operator.Convolution convolution ? convolution.groups() : 1;
        int size = output.channels() / parts;
        List<int[]> groups = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            for (int first = part * size; first < (part + 1) * size; first += engine.outputLanes()) {
                groups.add(new int[] {first, Math.min(first + engine.outputLanes(), (part + 1) * size)});
            }
        }
        return groups;
    }

    private void pixel(int row, int column, List<int[]> groups) {
        if (operation.operator() instanceof Operator.Convolution convolution) {
            convolution(convolution, row, column, groups);
        } else if (operation.operator() instanceof Operator.FullyConnected) {
            fullyConnected(row * output.width() + column, groups);
        } else {
            for (int[] group : groups) {
                lanes(row, column, group);
            }
        }
        int written = 0;
        int first = groups.get(0)[0];
        int end = groups.get(groups.size() - 1)[1];
        TensorLayout layout = layout(operation.results().get(0));
        int covered = end == output.channels() ? layout.storedChannels() : end;
        written += accesses(layout, row * output.width() + column, first, covered);
        handOver(written, groups.size());
    }

    private void handOver(int written, int groups) {
        writes += written;
        if (lastHandover != Long.MIN_VALUE) {
            cycle = Math.max(cycle, outputStageFreeAt);
            cycle = Math.max(cycle, lastHandover + written);
            while (blocked.contains(cycle)) {
                cycle++;
            }
        }
        lastHandover = cycle;
        outputStageFreeAt = cycle + (long) engine.timing().outputCycles() * (isSum() ? 3 : 1) * groups;
        if (stealsCycles) {
            long toWrite = engine.timing().pipelineCycles() + engine.timing().writeCycles() + moreOfSums() + 1;
            LongStream.range(cycle + toWrite, cycle + toWrite + written).forEach(blocked::add);
        }
    }

    private void convolution(Operator.Convolution convolution, int row, int column, List<int[]> groups) {
        int inputs = input().channels() / convolution.groups();
        int outputs = output.channels() / convolution.groups();
        Set<Integer> parts = new TreeSet<>();
        groups.forEach(group -> parts.add(group[0] / outputs));
        for (int i = 0; i < convolution.window().kernelHeight(); i++) {
            for (int j = 0; j < convolution.window().kernelWidth(); j++) {
                int pixel = windowPixel(convolution.window(), row, column, i, j);
                for (int part : parts) {
                    List<int[]> users = groups.stream()
                            .filter(group -> group[0] / outputs == part)
                            .toList();
                    for (int c = part * inputs; c < (part + 1) * inputs; c += channelsOfFetch()) {
                        fetch(pixel, c, Math.min(c + channelsOfFetch(), (part + 1) * inputs), users, true);
                    }
                }
            }
        }
    }

    private void fullyConnected(int vector, List<int[]> groups) {
        int length = operation.operands().get(1).shape().channels();
        for (int k = 0; k < length; ) {
            int pixel = (vector * length + k) / input().channels();
            int c = (vector * length + k) % input().channels();
            int end = Math.min(c + channelsOfFetch(), input().channels());
            fetch(pixel, c, end, groups, true);
            k += end - c;
        }
    }

    private void lanes(int row, int column, int[] group) {
        if (operation.operator() instanceof Operator.Elementwise) {
            for (TensorUse operand : operation.operands()) {
                issue(layout(operand), row * output.width() + column, group[0], group[1], 1, 0);
            }
            return;
        }
        boolean isDepthwise = operation.operator() instanceof Operator.DepthwiseConvolution;
        Window window = isDepthwise
                ? ((Operator.DepthwiseConvolution) operation.operator()).window()
                : ((Operator.Pool) operation.operator()).window();
        int multiplier = isDepthwise ? ((Operator.DepthwiseConvolution) operation.operator()).multiplier() : 1;
        for (int i = 0; i < window.kernelHeight(); i++) {
            for (int j = 0; j < window.kernelWidth(); j++) {
                int pixel = windowPixel(window, row, column, i, j);
                Set<Integer> channels = new TreeSet<>();
                for (int o = group[0]; o < group[1]; o++) {
                    channels.add(o / multiplier);
                }
                int first = channels.iterator().next();
                int bytes = isDepthwise ? engine.outputLanes() : 0;
                if (isDepthwise && pixel >= 0) {
                    macs += group[1] - group[0];
                }
                issue(layout(operation.operands().get(0)), pixel, first, first + channels.size(), 1, bytes);
            }
        }
    }

    private void fetch(int pixel, int first, int end, List<int[]> users, boolean isDense) {
        if (pixel >= 0) {
            users.forEach(group -> macs += (long) (group[1] - group[0]) * (end - first));
        }
        int bytes = isDense ? engine.inputLanes() * engine.outputLanes() : engine.outputLanes();
        issue(layout(operation.operands().get(0)), pixel, first, end, users.size(), bytes);
    }

    /** The array works for {@code issues} cycles, each with its weights; all wait for the last access. */
    private void issue(TensorLayout layout, int pixel, int first, int end, int issues, int weightBytes) {
        if (pixel < 0 && engine.skipsPadding()) {
            return;
        }
        int busy = 0;
        for (int i = 0; i < issues; i++) {
            int left = weightBytes;
            do {
                busy++;
                left -= engine.weights().bytesPerCycle().orElse(Integer.MAX_VALUE);
            } while (left > 0);
            weightReads += weightBytes > 0 ? 1 : 0;
        }
        if (pixel >= 0) {
            int needed = accesses(layout, pixel, first, end);
            reads += needed;
            busy = Math.max(busy, needed);
        }
        for (int i = 0; i < busy; i++) {
            tick();
        }
    }

    /** Words that hold a bit of one of the channels, by looking at every bit. */
    private int accesses(TensorLayout layout, int pixel, int first, int end) {
        Set<Long> words = new TreeSet<>();
        for (int c = first; c < end; c++) {
            for (int bit = 0; bit < layout.elementBits(); bit++) {
                words.add(((long) pixel * layout.storedChannels() * layout.elementBits()
                                + (long) c * layout.elementBits()
                                + bit)
                        / layout.wordBits());
            }
        }
        return (words.size() + engine.portWords() - 1) / engine.portWords();
    }

    private int windowPixel(Window window, int row, int column, int i, int j) {
        int image = row / output.height();
        int y = row % output.height() * window.strideHeight()
                + i * window.dilationHeight()
                - window.padding().top();
        int x = column * window.strideWidth()
                + j * window.dilationWidth()
                - window.padding().left();
        boolean isInside = y >= 0 && y < input().height() && x >= 0 && x < input().width();
        return isInside ? (image * input().height() + y) * input().width() + x : -1;
    }

    /** A dense frame gives channel after channel, unless its pixels are whole words. */
    private int channelsOfFetch() {
        TensorUse use = operation.operands().get(0);
        int bits = use.shape().channels() * use.type().bits();
        return use.dense() && bits % machine.layout().wordBits() != 0 ? 1 : engine.inputLanes();
    }

    private Shape input() {
        return operation.operands().get(0).shape();
    }

    private TensorLayout layout(TensorUse use) {
        return use.layoutOn(machine.layout());
    }
}
