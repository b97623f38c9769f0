package dev.shingle.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.run.RunReport;
import dev.shingle.sim.run.StepReport;
import dev.shingle.sim.run.Violation;
import java.io.IOException;
import java.util.Map;

/** What a run did and found, for programs. */
final class RunJson {

    private static final int BEST = 5;

    private final Network network;
    private final MemoryPlan plan;
    private final RunReport report;

    RunJson(Network network, MemoryPlan plan, RunReport report) {
        this.network = network;
        this.plan = plan;
        this.report = report;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("network", plan.network());
        json.writeStringField("machine", plan.machine().name());
        json.writeStringField("planner", plan.planner());
        json.writeNumberField("peakBytes", plan.peakBytes());
        json.writeBooleanField("checked", report.isChecked());
        json.writeNumberField("multiplyAdds", report.multiplyAdds());
        json.writeNumberField("wordsRead", report.wordsRead());
        json.writeNumberField("wordsWritten", report.wordsWritten());
        if (report.isChecked()) {
            json.writeNumberField("violations", report.violations());
            json.writeNumberField("beyondTheEnd", report.outOfBounds());
            json.writeNumberField(
                    "violationsOfHost",
                    report.violationsPerStep().get(plan.steps().size()));
        }
        writeSteps(json);
        writeOutputs(json);
        json.writeArrayFieldStart("firstLost");
        for (Violation violation : report.firstLost()) {
            json.writeString(violation.toString());
        }
        json.writeEndArray();
    }

    private void writeSteps(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("steps");
        for (StepReport step : report.steps()) {
            json.writeStartObject();
            json.writeNumberField("step", step.step());
            json.writeStringField("layer", step.layer());
            json.writeStringField("operator", step.operator());
            json.writeNumberField("multiplyAdds", step.multiplyAdds());
            json.writeNumberField("wordsRead", step.wordsRead());
            json.writeNumberField("wordsWritten", step.wordsWritten());
            if (report.isChecked()) {
                json.writeNumberField("violations", step.violations());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeOutputs(JsonGenerator json) throws IOException {
        Map<String, TensorData> outputs = report.outputs();
        json.writeArrayFieldStart("outputs");
        for (FeatureMap output : network.outputs()) {
            double[] reals = OutputSummary.reals(
                    output, requireNonNull(outputs.get(output.name())).numbers());
            json.writeStartObject();
            json.writeStringField("name", output.name());
            json.writeStringField("type", output.type().name());
            json.writeFieldName("shape");
            json.writeArray(
                    output.shape().dimensions().toArray(), 0, output.shape().rank());
            json.writeArrayFieldStart("best");
            for (int position : OutputSummary.best(reals, BEST)) {
                json.writeStartObject();
                json.writeNumberField("position", position);
                json.writeNumberField("value", reals[position]);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
