package dev.shingle.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.api.fit.CandidateSizing;
import dev.shingle.api.fit.CandidateSizing.Sized;
import dev.shingle.api.fit.FitAnswer;
import java.io.IOException;

/** The largest size that fits, for programs. */
final class FitJson {

    private final FitAnswer answer;
    private final String vary;
    private final long capacityBytes;

    FitJson(FitAnswer answer, String vary) {
        this.answer = answer;
        this.vary = vary;
        this.capacityBytes = answer.question().capacityBytes();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("model", answer.question().variants().base().source());
        json.writeStringField("machine", answer.question().machine().name());
        json.writeNumberField("capacityBytes", capacityBytes);
        json.writeStringField("vary", vary);
        json.writeStringField("rule", answer.ladder().rule());
        json.writeBooleanField("fits", answer.largest().isPresent());
        if (answer.largest().isPresent()) {
            write(json, "largest", answer.largest().get());
        }
        if (answer.next().isPresent()) {
            write(json, "next", answer.next().get());
        }
        json.writeArrayFieldStart("neighbours");
        for (CandidateSizing sizing : answer.neighbours()) {
            write(json, sizing);
        }
        json.writeEndArray();
        writeEffort(json, answer.effort());
    }

    private void write(JsonGenerator json, String name, Sized sized) throws IOException {
        json.writeFieldName(name);
        write(json, sized);
    }

    private void write(JsonGenerator json, CandidateSizing sizing) throws IOException {
        json.writeStartObject();
        json.writeStringField(vary, sizing.candidate().label());
        if (sizing instanceof CandidateSizing.Refused refused) {
            json.writeStringField("refused", refused.reason());
        } else {
            Sized sized = (Sized) sizing;
            long planned = sized.plannedBytes().orElseThrow();
            json.writeNumberField("plannedPeakBytes", planned);
            json.writeNumberField("lowerBoundBytes", sized.boundBytes());
            json.writeBooleanField("fits", sized.fits(capacityBytes));
            json.writeBooleanField("provenTooLarge", sized.isProvenTooLarge(capacityBytes));
            json.writeNumberField("leftOverBytes", capacityBytes - planned);
        }
        json.writeEndObject();
    }

    private static void writeEffort(JsonGenerator json, FitAnswer.Effort effort) throws IOException {
        json.writeObjectFieldStart("effort");
        json.writeNumberField("ruledOutByBuffer", effort.ruledOutByBuffer());
        json.writeNumberField("ruledOutByStep", effort.ruledOutByStep());
        json.writeNumberField("planned", effort.planned());
        json.writeNumberField("refused", effort.refused());
        json.writeNumberField("unproven", effort.unproven());
        json.writeEndObject();
    }
}
