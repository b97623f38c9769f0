package dev.shingle.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.PlanningResult.Lever;
import dev.shingle.mapper.schedule.ScheduledStep;
import java.io.IOException;

/** Why a network does not fit, for programs; the keys are documented in docs/formats.md. */
final class InfeasibleJson {

    private final PlanningResult.Infeasible reason;
    private final Machine machine;

    InfeasibleJson(PlanningResult.Infeasible reason, Machine machine) {
        this.reason = reason;
        this.machine = machine;
    }

    /** An object of its own, for a command that has nothing else to say. */
    void write(JsonGenerator json) throws IOException {
        json.writeBooleanField("fits", false);
        writeMember(json);
    }

    /** The member {@code infeasible} of an object. */
    void writeMember(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("infeasible");
        json.writeStringField("planner", reason.planner());
        json.writeNumberField("demandBytes", reason.demandBytes());
        json.writeNumberField("capacityBytes", reason.capacityBytes());
        json.writeNumberField("gapBytes", reason.gapBytes());
        json.writeNumberField("lowerBoundBytes", reason.lowerBoundBytes());
        json.writeBooleanField("proven", reason.isProven());
        conflict(json);
        json.writeArrayFieldStart("levers");
        for (Lever lever : reason.levers()) {
            lever(json, lever);
        }
        json.writeEndArray();
        json.writeStringField("whyNoSmallerInput", reason.whyNoSmallerInput());
        json.writeEndObject();
    }

    private void conflict(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("conflict");
        json.writeNumberField("demandBytes", reason.conflict().demandBytes());
        json.writeNumberField("bytesOver", reason.conflict().bytesOver());
        json.writeBooleanField("minimal", reason.conflict().minimal());
        json.writeBooleanField("proven", reason.conflict().proven());
        json.writeArrayFieldStart("buffers");
        for (Buffer buffer : reason.conflict().buffers()) {
            json.writeStartObject();
            json.writeStringField("name", buffer.name());
            json.writeFieldName("shape");
            json.writeArray(
                    buffer.shape().dimensions().toArray(), 0, buffer.shape().rank());
            json.writeNumberField("bytes", machine.layout().bytesOf(buffer.sizeWords()));
            json.writeNumberField("firstStep", buffer.live().start());
            json.writeNumberField("lastStep", buffer.live().end() - 1);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("steps");
        for (ScheduledStep step : reason.conflict().steps()) {
            json.writeStartObject();
            json.writeNumberField("step", step.index());
            json.writeStringField("layer", step.layer());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void lever(JsonGenerator json, Lever lever) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", lever.name());
        json.writeStringField("change", lever.change());
        json.writeStringField("cost", lever.cost());
        json.writeNumberField("stagingBytes", lever.stagingBytes());
        json.writeNumberField("demandBytes", lever.demandBytes());
        json.writeBooleanField("optimal", lever.optimal());
        json.writeBooleanField("fits", lever.fits());
        if (lever.inputSize().isPresent()) {
            json.writeFieldName("inputSize");
            int[] size = {
                lever.inputSize().get().height(), lever.inputSize().get().width()
            };
            json.writeArray(size, 0, size.length);
        }
        json.writeEndObject();
    }
}
