package dev.shingle.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.api.PlanComparison;
import dev.shingle.api.PlanFigures;
import dev.shingle.api.PlanStep;
import dev.shingle.mapper.plan.Distance;
import java.io.IOException;
import java.util.Optional;

/** A comparison of two plans for programs; the keys are documented in docs/formats.md. */
final class PlanComparisonJson {

    private final PlanComparison comparison;
    private final String first;
    private final String second;

    PlanComparisonJson(PlanComparison comparison, String first, String second) {
        this.comparison = comparison;
        this.first = first;
        this.second = second;
    }

    void write(JsonGenerator json) throws IOException {
        side(json, "a", first, comparison.a());
        side(json, "b", second, comparison.b());
        json.writeArrayFieldStart("causes");
        for (PlanComparison.Cause cause : comparison.causes()) {
            json.writeStartObject();
            json.writeStringField("difference", cause.difference());
            json.writeStringField("rule", cause.rule());
            if (cause.effectBytes().isPresent()) {
                json.writeNumberField("effectBytes", cause.effectBytes().getAsLong());
            } else {
                json.writeNullField("effectBytes");
            }
            json.writeStringField("evidence", cause.evidence());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("differences");
        for (PlanComparison.Pair pair : comparison.differences()) {
            json.writeStartObject();
            step(json, "a", pair.a());
            step(json, "b", pair.b());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void side(JsonGenerator json, String key, String source, PlanFigures figures) throws IOException {
        json.writeObjectFieldStart(key);
        json.writeStringField("source", source);
        json.writeStringField("network", figures.network());
        json.writeStringField("networkHash", figures.networkHash());
        json.writeStringField("machine", figures.machine().name());
        json.writeStringField("planner", figures.planner());
        json.writeNumberField("peakBytes", figures.peakBytes());
        json.writeNumberField("boundBytes", figures.boundBytes());
        json.writeBooleanField("optimal", figures.optimal());
        json.writeNumberField("disjointBytes", figures.disjointBytes());
        json.writeNumberField("widestPairBytes", figures.widestPairBytes());
        json.writeNumberField("largestBufferBytes", figures.largestBufferBytes());
        json.writeNumberField("stagingBytes", figures.stagingBytes());
        json.writeNumberField("steps", figures.steps().size());
        json.writeNumberField("peakStep", figures.peakStep().orElse(-1));
        json.writeEndObject();
    }

    private static void step(JsonGenerator json, String key, Optional<PlanStep> present) throws IOException {
        if (present.isEmpty()) {
            json.writeNullField(key);
            return;
        }
        PlanStep step = present.get();
        json.writeObjectFieldStart(key);
        json.writeNumberField("step", step.step());
        json.writeStringField("layer", step.layer());
        json.writeStringField("operator", step.operator());
        json.writeStringField("input", step.input().toString());
        json.writeStringField("output", step.output().toString());
        json.writeNumberField("inputBytes", step.inputBytes());
        json.writeNumberField("outputBytes", step.outputBytes());
        json.writeNumberField("keptBytes", step.keptBytes());
        distance(json, "forwardDistanceBytes", step.forwardDistance());
        distance(json, "reverseDistanceBytes", step.reverseDistance());
        json.writeStringField("traversal", step.traversal().name());
        json.writeNumberField("overlapBytes", step.overlapBytes());
        json.writeNumberField("plannedBytes", step.plannedBytes());
        json.writeEndObject();
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
}
