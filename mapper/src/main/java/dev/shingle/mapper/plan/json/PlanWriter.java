package dev.shingle.mapper.plan.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.yaml.MachineTree;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.json.OperatorJson;
import dev.shingle.networks.json.TensorJson;
import java.util.List;
import java.util.Locale;

/** Plans to trees. */
final class PlanWriter {

    static final String FORMAT = "shingle-plan";

    static final int VERSION = 1;

    static final String FREE = "free";

    private final MemoryPlan plan;
    private final Layout layout;

    private PlanWriter(MemoryPlan plan) {
        this.plan = plan;
        this.layout = plan.machine().layout();
    }

    static ObjectNode write(MemoryPlan plan) {
        return new PlanWriter(plan).root();
    }

    private ObjectNode root() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT).put("version", VERSION);
        root.put("network", plan.network()).put("networkHash", plan.networkHash());
        root.set("machine", MachineTree.write(plan.machine()));
        root.put("planner", plan.planner());
        root.put("peakWords", plan.peakWords()).put("peakBytes", plan.peakBytes());
        root.putObject("bound")
                .put("words", plan.bound().words())
                .put("bytes", layout.bytesOf(plan.bound().words()))
                .put("reason", plan.bound().reason());
        texts(root, "inputs", plan.inputs());
        texts(root, "outputs", plan.outputs());
        ArrayNode buffers = root.putArray("buffers");
        plan.placements().forEach(placement -> buffers.add(buffer(placement)));
        ArrayNode steps = root.putArray("steps");
        plan.steps().forEach(step -> steps.add(step(step)));
        plan.certificate().flatMap(ProofWriter::write).ifPresent(node -> root.set("certificate", node));
        return root;
    }

    private static void texts(ObjectNode node, String key, List<String> texts) {
        ArrayNode array = node.putArray(key);
        texts.forEach(array::add);
    }

    private ObjectNode buffer(Placement placement) {
        Buffer buffer = placement.buffer();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", buffer.name());
        texts(node, "sources", buffer.sources());
        node.set("shape", TensorJson.shape(buffer.shape()));
        node.put("type", buffer.type().name()).put("dense", buffer.dense());
        node.put("words", buffer.sizeWords()).put("bytes", layout.bytesOf(buffer.sizeWords()));
        node.put("offsetWords", placement.offsetWords()).put("offsetBytes", layout.bytesOf(placement.offsetWords()));
        node.put("startStep", buffer.live().start())
                .put("endStep", buffer.live().end());
        return node;
    }

    private static ObjectNode step(Step step) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("index", step.index()).put("layer", step.layer());
        texts(node, "sources", step.sources());
        node.set("operator", OperatorJson.toJson(step.operation().operator()));
        node.putObject("outputRows")
                .put("first", step.outputRows().first())
                .put("end", step.outputRows().end());
        node.put("traversal", step.traversal().name().toLowerCase(Locale.ROOT));
        ArrayNode operands = node.putArray("operands");
        step.operation().operands().forEach(use -> operands.add(use(use)));
        ArrayNode results = node.putArray("results");
        step.operation().results().forEach(use -> results.add(use(use)));
        ArrayNode distances = node.putArray("distances");
        step.distances().forEach(claim -> distances.add(claim(claim)));
        return node;
    }

    private static ObjectNode use(TensorUse use) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", use.name());
        node.set("shape", TensorJson.shape(use.shape()));
        node.put("type", use.type().name())
                .put("dense", use.dense())
                .put("storage", use.storage().name().toLowerCase(Locale.ROOT));
        use.slice()
                .ifPresent(slice -> node.putObject("slice")
                        .put("bufferWords", slice.bufferWords())
                        .put("offsetWords", slice.offsetWords())
                        .put("channelOffset", slice.channelOffset())
                        .put("pixelStride", slice.pixelStride()));
        return node;
    }

    private static ObjectNode claim(Step.DistanceClaim claim) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("operand", claim.operand()).put("result", claim.result());
        return claim.distance().isFree()
                ? node.put("distanceWords", FREE)
                : node.put("distanceWords", claim.distance().words());
    }
}
