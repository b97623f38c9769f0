package dev.shingle.mapper.machine.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.StrictObject;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A machine as a tree of keys and values, the same in a machine file and inside a plan file.
 *
 * <pre>
 *   name, source, wordBits, channelPadding, denseFrames, write: {unit, ...}, lineBufferRows, reverseGroupOrder,
 *   traversals, addressing, alignmentWords and, where there is one, capacityBytes; the section engine, where there is one
 * </pre>
 */
public final class MachineTree {

    private static final int MAX_COUNT = 1 << 20;

    private MachineTree() {}

    public static ObjectNode write(Machine machine) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", machine.name());
        tree.put("source", machine.source());
        tree.put("wordBits", machine.layout().wordBits());
        tree.put("channelPadding", machine.layout().channelPadding());
        tree.put("denseFrames", machine.layout().denseFrames());
        tree.set("write", write(machine.writeGranularity()));
        tree.put("lineBufferRows", machine.lineBufferRows());
        tree.put("reverseGroupOrder", word(machine.groupOrder()));
        ArrayNode traversals = tree.putArray("traversals");
        machine.traversals().stream().sorted().forEach(traversal -> traversals.add(word(traversal)));
        tree.put("addressing", word(machine.addressing()));
        tree.put("alignmentWords", machine.alignmentWords());
        machine.capacityBytes().ifPresent(bytes -> tree.put("capacityBytes", bytes));
        machine.engine().ifPresent(engine -> tree.set("engine", EngineTree.write(engine)));
        return tree;
    }

    private static ObjectNode write(WriteGranularity granularity) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        if (granularity instanceof WriteGranularity.Group group) {
            return tree.put("unit", "group").put("channels", group.channels());
        }
        if (granularity instanceof WriteGranularity.Tile tile) {
            return tree.put("unit", "tile").put("rows", tile.rows()).put("columns", tile.columns());
        }
        if (granularity instanceof WriteGranularity.Row) {
            return tree.put("unit", "row");
        }
        return tree.put("unit", granularity instanceof WriteGranularity.Tensor ? "tensor" : "pixel");
    }

    /**
     * Reads a machine.
     *
     * @throws NetworkFormatException if the tree is not exactly a machine
     */
    public static Machine read(StrictObject tree) {
        String name = tree.text("name");
        String source = tree.text("source");
        int wordBits = tree.integer("wordBits", 1, 4096);
        int channelPadding = tree.integer("channelPadding", 1, 4096);
        boolean denseFrames = tree.bool("denseFrames");
        WriteGranularity granularity = granularity(tree.object("write"));
        int lineBufferRows = tree.integer("lineBufferRows", 0, MAX_COUNT);
        GroupOrder groupOrder = constant(tree, "reverseGroupOrder", GroupOrder.values());
        ImmutableSet<Traversal> traversals = traversals(tree);
        Addressing addressing = constant(tree, "addressing", Addressing.values());
        int alignmentWords = tree.integer("alignmentWords", 1, MAX_COUNT);
        OptionalLong capacityBytes = tree.has("capacityBytes")
                ? OptionalLong.of(tree.longInteger("capacityBytes", 0, Long.MAX_VALUE / 8))
                : OptionalLong.empty();
        Optional<Engine> engine =
                tree.has("engine") ? Optional.of(EngineTree.read(tree.object("engine"), wordBits)) : Optional.empty();
        tree.end();
        return new Machine(
                name,
                source,
                new Layout(wordBits, channelPadding, denseFrames),
                granularity,
                lineBufferRows,
                groupOrder,
                traversals,
                addressing,
                alignmentWords,
                capacityBytes,
                engine);
    }

    private static WriteGranularity granularity(StrictObject tree) {
        WriteGranularity granularity = switch (tree.text("unit")) {
            case "group" -> new WriteGranularity.Group(tree.integer("channels", 1, MAX_COUNT));
            case "pixel" -> new WriteGranularity.Pixel();
            case "tile" ->
                new WriteGranularity.Tile(tree.integer("rows", 1, MAX_COUNT), tree.integer("columns", 1, MAX_COUNT));
            case "row" -> new WriteGranularity.Row();
            case "tensor" -> new WriteGranularity.Tensor();
            default -> throw tree.wrong("unit", "one of group, pixel, tile, row, tensor");
        };
        tree.end();
        return granularity;
    }

    private static ImmutableSet<Traversal> traversals(StrictObject tree) {
        ImmutableSet.Builder<Traversal> traversals = ImmutableSet.builder();
        int count = 0;
        for (String text : tree.texts("traversals")) {
            boolean isKnown = false;
            for (Traversal traversal : Traversal.values()) {
                if (word(traversal).equals(text)) {
                    traversals.add(traversal);
                    isKnown = true;
                }
            }
            if (!isKnown) {
                throw tree.refusal("/traversals/" + count, "\"" + text + "\"", "forward or reverse");
            }
            count++;
        }
        ImmutableSet<Traversal> found = traversals.build();
        if (found.isEmpty() || found.size() != count) {
            throw tree.wrong("traversals", "forward, reverse or both, each once");
        }
        return found;
    }

    private static <E extends Enum<E>> E constant(StrictObject tree, String key, E[] constants) {
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
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
