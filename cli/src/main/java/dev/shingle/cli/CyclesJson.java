package dev.shingle.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.base.CaseFormat;
import dev.shingle.api.CycleEstimate;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.cycles.LayerCycles;
import dev.shingle.sim.cycles.Loss;
import dev.shingle.sim.energy.EnergyReport;
import dev.shingle.sim.energy.MemoryEnergy;
import dev.shingle.sim.energy.SramCost;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/** Cycles and energy for programs; the keys are documented in docs/simulator.md. */
final class CyclesJson {

    private final CycleEstimate estimate;
    private final CycleReport report;

    CyclesJson(CycleEstimate estimate) {
        this.estimate = estimate;
        this.report = estimate.report();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("network", estimate.model().network().name());
        json.writeStringField("machine", estimate.machine().name());
        json.writeStringField("model", report.model().toString());
        json.writeStringField("ports", report.engine().ports().toString());
        json.writeNumberField("inputLanes", report.engine().inputLanes());
        json.writeNumberField("outputLanes", report.engine().outputLanes());
        json.writeNumberField("scratchpadBytes", estimate.scratchpadBytes());
        json.writeNumberField("cycles", report.cycles());
        json.writeNumberField("macs", report.macs());
        json.writeNumberField("utilisation", report.utilisation());
        optional(json, "microseconds", report.microseconds());
        json.writeArrayFieldStart("layers");
        for (LayerCycles layer : report.layers()) {
            layer(json, layer);
        }
        json.writeEndArray();
        if (estimate.energy().isPresent()) {
            energy(json, estimate.energy().get());
        }
    }

    private void layer(JsonGenerator json, LayerCycles layer) throws IOException {
        json.writeStartObject();
        json.writeNumberField("step", layer.step());
        json.writeStringField("name", layer.layer());
        json.writeStringField("operator", layer.operator());
        json.writeNumberField("cycles", layer.cycles());
        json.writeNumberField("macs", layer.macs());
        json.writeNumberField("utilisation", layer.utilisation(report.engine().macsPerCycle()));
        json.writeNumberField("usefulCycles", layer.usefulCycles());
        json.writeObjectFieldStart("lostCycles");
        for (Map.Entry<Loss, Long> loss : layer.losses().entrySet()) {
            json.writeNumberField(key(loss.getKey()), loss.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("scratchpadReads", layer.accesses().readTotal());
        json.writeNumberField("scratchpadWrites", layer.accesses().writeTotal());
        json.writeNumberField("weightReads", layer.accesses().weightReads());
        if (layer.leftOut().isPresent()) {
            json.writeStringField("leftOut", layer.leftOut().get());
        }
        json.writeEndObject();
    }

    private static String key(Loss cause) {
        return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, cause.name());
    }

    private static void energy(JsonGenerator json, EnergyReport energy) throws IOException {
        json.writeObjectFieldStart("energy");
        json.writeStringField("source", energy.source());
        optional(json, "activationPicojoules", energy.activationPicojoules());
        optional(json, "totalPicojoules", energy.totalPicojoules());
        json.writeArrayFieldStart("memories");
        for (MemoryEnergy memory : energy.activations()) {
            memory(json, memory);
        }
        memory(json, energy.weights());
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void memory(JsonGenerator json, MemoryEnergy memory) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", memory.name());
        json.writeNumberField("sizeBytes", memory.sizeBytes());
        json.writeNumberField("wordBytes", memory.wordBytes());
        json.writeNumberField("reads", memory.reads());
        json.writeNumberField("writes", memory.writes());
        if (memory.cost() instanceof SramCost.Known known) {
            json.writeNumberField("readPicojoules", known.readPicojoules());
            json.writeNumberField("writePicojoules", known.writePicojoules());
            json.writeNumberField("leakageMilliwatts", known.leakageMilliwatts());
            json.writeNumberField("areaSquareMillimetres", known.areaSquareMillimetres());
            json.writeNumberField("readRmsError", known.readRmsError());
            json.writeNumberField("readMaxError", known.readMaxError());
        } else if (memory.cost() instanceof SramCost.Unknown unknown) {
            json.writeStringField("noFigure", unknown.reason());
        }
        optional(json, "picojoules", memory.picojoules());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String key, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(key, value.getAsDouble());
        } else {
            json.writeNullField(key);
        }
    }
}
