package dev.shingle.mapper.plan.json;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.yaml.MachineTree;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.json.OperatorJson;
import dev.shingle.networks.json.StrictObject;
import dev.shingle.networks.json.TensorJson;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Trees to plans. Every key must be there, but for the certificate, and no other. Bytes are stated beside words for the reader's convenience; the two
 * must agree.
 */
final class PlanReader {

    /** With words of at most 4096 bits, bits still fit a long. */
    private static final long MAX_WORDS = 1L << 50;

    private final Layout layout;

    private PlanReader(Layout layout) {
        this.layout = layout;
    }

    static MemoryPlan read(StrictObject root) {
        if (!root.text("format").equals(PlanWriter.FORMAT)) {
            throw root.wrong("format", "\"" + PlanWriter.FORMAT + "\"");
        }
        root.integer("version", PlanWriter.VERSION, PlanWriter.VERSION);
        String network = root.text("network");
        String hash = root.text("networkHash");
        Machine machine = MachineTree.read(root.object("machine"));
        PlanReader reader = new PlanReader(machine.layout());
        String planner = root.text("planner");
        long peakWords = reader.words(root, "peakWords", "peakBytes", 0);
        StrictObject boundNode = root.object("bound");
        MemoryPlan.Bound bound =
                new MemoryPlan.Bound(reader.words(boundNode, "words", "bytes", 0), boundNode.text("reason"));
        boundNode.end();
        ImmutableList<String> inputs = root.texts("inputs");
        ImmutableList<String> outputs = root.texts("outputs");
        ImmutableList<Placement> placements = reader.placements(root);
        ImmutableList<Step> steps =
                root.objects("steps").stream().map(PlanReader::step).collect(toImmutableList());
        Optional<Certificate> certificate =
                root.has("certificate") ? Optional.of(ProofReader.read(root.object("certificate"))) : Optional.empty();
        root.end();
        return new MemoryPlan(
                network, hash, machine, planner, placements, steps, inputs, outputs, peakWords, bound, certificate);
    }

    private long words(StrictObject node, String wordsKey, String bytesKey, long least) {
        long words = node.longInteger(wordsKey, least, MAX_WORDS);
        long bytes = layout.bytesOf(words);
        node.longInteger(bytesKey, bytes, bytes);
        return words;
    }

    private ImmutableList<Placement> placements(StrictObject root) {
        Set<String> names = new HashSet<>();
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        for (StrictObject node : root.objects("buffers")) {
            Placement placement = placement(node);
            if (!names.add(placement.buffer().name())) {
                throw node.wrong("name", "a name that no other buffer has");
            }
            placements.add(placement);
        }
        return placements.build();
    }

    private Placement placement(StrictObject node) {
        String name = node.text("name");
        ImmutableList<String> sources = node.texts("sources");
        Shape shape = TensorJson.shape(node, "shape");
        ElementType type = TensorJson.type(node, "type");
        boolean dense = node.bool("dense");
        long words = words(node, "words", "bytes", 1);
        long offset = words(node, "offsetWords", "offsetBytes", 0);
        int start = node.integer("startStep", 0, Integer.MAX_VALUE - 1);
        int end = node.integer("endStep", start + 1, Integer.MAX_VALUE);
        node.end();
        return new Placement(new Buffer(name, sources, shape, type, dense, words, new LiveRange(start, end)), offset);
    }

    private static Step step(StrictObject node) {
        int index = node.integer("index", 0, Integer.MAX_VALUE);
        String layer = node.text("layer");
        ImmutableList<String> sources = node.texts("sources");
        Operator operator = OperatorJson.fromJson(node.node("operator"), node.source(), node.pointer() + "/operator");
        StrictObject rows = node.object("outputRows");
        int first = rows.integer("first", 0, Integer.MAX_VALUE - 1);
        RowRange outputRows = new RowRange(first, rows.integer("end", first + 1, Integer.MAX_VALUE));
        rows.end();
        Traversal traversal = constant(node, "traversal", Traversal.values());
        ImmutableList<TensorUse> operands = uses(node, "operands");
        ImmutableList<TensorUse> results = uses(node, "results");
        if (results.isEmpty()) {
            throw node.wrong("results", "at least one result");
        }
        ImmutableList<Step.DistanceClaim> distances =
                node.objects("distances").stream().map(PlanReader::claim).collect(toImmutableList());
        node.end();
        Operation operation = new Operation(operator, operands, results);
        return new Step(index, layer, sources, operation, outputRows, traversal, distances);
    }

    private static ImmutableList<TensorUse> uses(StrictObject node, String key) {
        return node.objects(key).stream().map(PlanReader::use).collect(toImmutableList());
    }

    private static TensorUse use(StrictObject node) {
        TensorUse use = new TensorUse(
                node.text("name"),
                TensorJson.shape(node, "shape"),
                TensorJson.type(node, "type"),
                node.bool("dense"),
                constant(node, "storage", TensorUse.Storage.values()));
        if (node.has("slice")) {
            if (!use.isInScratchpad()) {
                throw node.wrong("slice", "no slice of a constant");
            }
            use = use.as(slice(node.object("slice")));
        }
        node.end();
        return use;
    }

    private static Slice slice(StrictObject node) {
        Slice slice = new Slice(
                node.longInteger("bufferWords", 1, MAX_WORDS),
                node.longInteger("offsetWords", 0, MAX_WORDS),
                node.integer("channelOffset", 0, Integer.MAX_VALUE),
                node.integer("pixelStride", 1, Integer.MAX_VALUE));
        node.end();
        return slice;
    }

    private static Step.DistanceClaim claim(StrictObject node) {
        String operand = node.text("operand");
        String result = node.text("result");
        Distance distance = node.node("distanceWords").isTextual()
                ? freeDistance(node)
                : Distance.ofWords(node.longInteger("distanceWords", -MAX_WORDS, MAX_WORDS));
        node.end();
        return new Step.DistanceClaim(operand, result, distance);
    }

    private static Distance freeDistance(StrictObject node) {
        if (!node.text("distanceWords").equals(PlanWriter.FREE)) {
            throw node.wrong("distanceWords", "an integer or \"" + PlanWriter.FREE + "\"");
        }
        return Distance.FREE;
    }

    private static <E extends Enum<E>> E constant(StrictObject node, String key, E[] constants) {
        String text = node.text(key);
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw refusal(node, key, constants);
    }

    private static NetworkFormatException refusal(StrictObject node, String key, Enum<?>[] constants) {
        StringBuilder expected = new StringBuilder();
        for (Enum<?> constant : constants) {
            expected.append(expected.length() == 0 ? "" : " or ")
                    .append(constant.name().toLowerCase(Locale.ROOT));
        }
        return node.wrong(key, expected.toString());
    }
}
