package dev.shingle.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.api.LayerSizing;
import dev.shingle.api.Reordered;
import dev.shingle.api.Sizing;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.networks.Shape;
import dev.shingle.networks.simplify.PassReport;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A sizing for programs; the keys are documented in docs/formats.md. */
final class SizingJson {

    private final Sizing sizing;
    private final OptionalLong capacityBytes;
    private final Optional<Reordered> reordered;
    private final Optional<PlanningResult.Infeasible> misfit;

    SizingJson(
            Sizing sizing,
            OptionalLong capacityBytes,
            Optional<Reordered> reordered,
            Optional<PlanningResult.Infeasible> misfit) {
        this.sizing = sizing;
        this.capacityBytes = capacityBytes;
        this.reordered = reordered;
        this.misfit = misfit;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("network", sizing.model().network().name());
        json.writeStringField("machine", sizing.machine().name());
        optional(json, "pingPongTwoBuffersBytes", sizing.pingPongTwoBuffersBytes());
        if (sizing.pingPongTwoBuffersBytes().isEmpty()) {
            json.writeStringField("pingPongTwoBuffersReason", sizing.whyNoTwoBuffers());
        }
        json.writeNumberField("pingPongWidestPairBytes", sizing.pingPongWidestPairBytes());
        json.writeNumberField("pingPongEqualBuffersBytes", sizing.pingPongEqualBuffersBytes());
        json.writeNumberField("disjointLowerBoundBytes", sizing.disjointLowerBoundBytes());
        json.writeNumberField("overlapLowerBoundBytes", sizing.overlapLowerBoundBytes());
        json.writeStringField("overlapLowerBoundReason", sizing.boundReason());
        json.writeNumberField("plannedPeakBytes", sizing.plannedPeakBytes());
        json.writeBooleanField("optimal", sizing.optimal());
        json.writeBooleanField("checked", sizing.checked());
        optional(json, "capacityBytes", capacityBytes);
        if (capacityBytes.isPresent()) {
            json.writeBooleanField("fits", misfit.isEmpty());
        }
        if (misfit.isPresent()) {
            new InfeasibleJson(misfit.get(), sizing.machine()).writeMember(json);
        }
        order(json);
        json.writeNumberField("stagingBytes", sizing.stagingBytes());
        json.writeNumberField("weightBytes", sizing.model().weightBytes());
        passes(json);
        json.writeObjectFieldStart("dimensions");
        for (Map.Entry<String, Integer> symbol : sizing.model().symbols().entrySet()) {
            json.writeNumberField(symbol.getKey(), symbol.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("unknownArithmetic");
        for (String operator : sizing.model().layersOfUnknownArithmetic()) {
            json.writeString(operator);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("layers");
        for (LayerSizing layer : sizing.layers()) {
            layer(json, layer);
        }
        json.writeEndArray();
    }

    private void order(JsonGenerator json) throws IOException {
        if (reordered.isPresent()) {
            Reordered order = reordered.get();
            json.writeObjectFieldStart("order");
            json.writeBooleanField("changed", order.isChanged());
            json.writeBooleanField("exact", order.isExact());
            json.writeNumberField("givenPeakBytes", order.givenPeakBytes());
            json.writeNumberField("lowerBoundBytes", order.lowerBoundBytes());
            json.writeEndObject();
        }
    }

    private void passes(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("passes");
        for (PassReport pass : sizing.model().passes()) {
            json.writeStartObject();
            json.writeStringField("name", pass.pass());
            json.writeBooleanField("enabled", pass.enabled());
            json.writeNumberField("changes", pass.changes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void layer(JsonGenerator json, LayerSizing layer) throws IOException {
        json.writeStartObject();
        json.writeNumberField("step", layer.step());
        json.writeStringField("name", layer.layer());
        json.writeStringField("operator", layer.operator());
        json.writeArrayFieldStart("sources");
        for (String source : layer.sources()) {
            json.writeString(source);
        }
        json.writeEndArray();
        shape(json, "inputShape", layer.input());
        shape(json, "outputShape", layer.output());
        json.writeNumberField("inputBytes", layer.inputBytes());
        json.writeNumberField("outputBytes", layer.outputBytes());
        json.writeNumberField("keptBytes", layer.keptBytes());
        json.writeNumberField("weightBytes", layer.weightBytes());
        distance(json, "forwardDistanceWords", layer.forwardDistance());
        distance(json, "reverseDistanceWords", layer.reverseDistance());
        json.writeStringField("traversal", layer.traversal().name());
        json.writeNumberField("plannedBytes", layer.plannedBytes());
        json.writeEndObject();
    }

    private static void shape(JsonGenerator json, String key, Shape shape) throws IOException {
        json.writeFieldName(key);
        json.writeArray(shape.dimensions().toArray(), 0, shape.rank());
    }

    private static void distance(JsonGenerator json, String key, Optional<Distance> distance) throws IOException {
        if (distance.isEmpty()) {
            json.writeNullField(key);
        } else if (distance.get().isFree()) {
            json.writeStringField(key, "free");
        } else {
            json.writeNumberField(key, distance.get().words());
        }
    }

    private static void optional(JsonGenerator json, String key, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(key, value.getAsLong());
        } else {
            json.writeNullField(key);
        }
    }
}
