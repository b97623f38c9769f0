package dev.shingle.mapper.machine.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.math.IntMath;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.EngineTiming;
import dev.shingle.mapper.machine.WeightMemory;
import dev.shingle.networks.json.StrictObject;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The optional section {@code engine} of a machine. Only the lanes are required; what is left out is as in the reference
 * accelerator with so many lanes. It is written in full, so that a file says what it was read as.
 */
final class EngineTree {

    private static final int MAX_COUNT = 1 << 20;
    private static final int BYTE_BITS = 8;
    private static final double MAX_MEGAHERTZ = 1e6;

    private final StrictObject tree;
    private final int wordBits;

    private EngineTree(StrictObject tree, int wordBits) {
        this.tree = tree;
        this.wordBits = wordBits;
    }

    static ObjectNode write(Engine engine) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("inputLanes", engine.inputLanes());
        tree.put("outputLanes", engine.outputLanes());
        tree.put("dataflow", word(engine.dataflow()));
        tree.put("loopOrder", word(engine.loopOrder()));
        tree.put("ports", engine.ports().toString());
        tree.put("portWords", engine.portWords());
        EngineTiming timing = engine.timing();
        tree.put("setupCycles", timing.setupCycles());
        tree.put("readCycles", timing.readCycles());
        tree.put("pipelineCycles", timing.pipelineCycles());
        tree.put("writeCycles", timing.writeCycles());
        tree.put("outputCycles", timing.outputCycles());
        tree.put("skipsPadding", engine.skipsPadding());
        WeightMemory weights = engine.weights();
        if (!weights.equals(WeightMemory.UNLIMITED)) {
            ObjectNode memory = tree.putObject("weightMemory");
            weights.sizeBytes().ifPresent(bytes -> memory.put("sizeBytes", bytes));
            weights.bytesPerCycle().ifPresent(bytes -> memory.put("bytesPerCycle", bytes));
        }
        engine.clockMegahertz().ifPresent(megahertz -> tree.put("clockMHz", megahertz));
        engine.technologyNanometres().ifPresent(nanometres -> tree.put("technologyNm", nanometres));
        return tree;
    }

    static Engine read(StrictObject tree, int wordBits) {
        return new EngineTree(tree, wordBits).read();
    }

    private Engine read() {
        int inputLanes = tree.integer("inputLanes", 1, Engine.MAX_LANES);
        int outputLanes = tree.integer("outputLanes", 1, Engine.MAX_LANES);
        Engine standard = Engine.ofLanes(inputLanes, outputLanes);
        Engine engine = new Engine(
                inputLanes,
                outputLanes,
                constant("dataflow", standard.dataflow(), Engine.Dataflow.values()),
                constant("loopOrder", standard.loopOrder(), Engine.LoopOrder.values()),
                ports(standard.ports()),
                integer("portWords", wordsForLanes(Math.max(inputLanes, outputLanes)), 1),
                timing(standard.timing()),
                tree.has("skipsPadding") ? tree.bool("skipsPadding") : standard.skipsPadding(),
                weights(),
                clock(),
                tree.has("technologyNm")
                        ? OptionalInt.of(tree.integer("technologyNm", 1, MAX_COUNT))
                        : OptionalInt.empty());
        tree.end();
        return engine;
    }

    /** A port moves the int8 channels of all lanes at once. */
    private int wordsForLanes(int lanes) {
        return IntMath.divide(lanes * BYTE_BITS, wordBits, RoundingMode.CEILING);
    }

    private EngineTiming timing(EngineTiming standard) {
        return new EngineTiming(
                integer("setupCycles", standard.setupCycles(), 0),
                integer("readCycles", standard.readCycles(), 0),
                integer("pipelineCycles", standard.pipelineCycles(), 0),
                integer("writeCycles", standard.writeCycles(), 0),
                integer("outputCycles", standard.outputCycles(), 1));
    }

    private WeightMemory weights() {
        if (!tree.has("weightMemory")) {
            return WeightMemory.UNLIMITED;
        }
        StrictObject memory = tree.object("weightMemory");
        WeightMemory weights = new WeightMemory(
                memory.has("sizeBytes")
                        ? OptionalLong.of(memory.longInteger("sizeBytes", 0, Long.MAX_VALUE / BYTE_BITS))
                        : OptionalLong.empty(),
                memory.has("bytesPerCycle")
                        ? OptionalInt.of(memory.integer("bytesPerCycle", 1, Integer.MAX_VALUE))
                        : OptionalInt.empty());
        memory.end();
        return weights;
    }

    private OptionalDouble clock() {
        if (!tree.has("clockMHz")) {
            return OptionalDouble.empty();
        }
        double megahertz = tree.real("clockMHz");
        if (!(megahertz > 0 && megahertz <= MAX_MEGAHERTZ)) {
            throw tree.wrong("clockMHz", "a number above 0, up to 1000000");
        }
        return OptionalDouble.of(megahertz);
    }

    private int integer(String key, int standard, int least) {
        return tree.has(key) ? tree.integer(key, least, MAX_COUNT) : standard;
    }

    private Engine.Ports ports(Engine.Ports standard) {
        if (!tree.has("ports")) {
            return standard;
        }
        String text = tree.text("ports");
        for (Engine.Ports ports : Engine.Ports.values()) {
            if (ports.toString().equals(text)) {
                return ports;
            }
        }
        throw tree.wrong("ports", "1r1w, 1rw or two-banks");
    }

    private <E extends Enum<E>> E constant(String key, E standard, E[] constants) {
        if (!tree.has(key)) {
            return standard;
        }
        String text = tree.text(key);
        StringBuilder words = new StringBuilder();
        for (E constant : constants) {
            if (word(constant).equals(text)) {
                return constant;
            }
            words.append(words.length() == 0 ? "" : " or ").append(word(constant));
        }
        throw tree.wrong(key, words.toString());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
