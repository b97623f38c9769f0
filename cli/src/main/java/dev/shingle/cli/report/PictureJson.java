package dev.shingle.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.api.picture.Approach;
import dev.shingle.api.picture.Box;
import dev.shingle.api.picture.BufferShape;
import dev.shingle.api.picture.MemoryPicture;
import dev.shingle.api.picture.Outline;
import dev.shingle.api.picture.Point;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Step;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The shapes for the page's script. */
final class PictureJson {

    private final JsonGenerator json;

    private PictureJson(JsonGenerator json) {
        this.json = json;
    }

    /** No {@code <} is left in it, so nothing in it can end the element that it stands in. */
    static String of(ReportContents contents) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("panels");
            PictureJson writer = new PictureJson(json);
            writer.panel(contents.overlapped(), "Overlapped");
            writer.panel(contents.disjoint(), contents.disjointName());
            json.writeEndArray();
            json.writeArrayFieldStart("layers");
            for (Step step : contents.overlapped().plan().steps()) {
                json.writeString(step.layer());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString()
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private void panel(MemoryPicture picture, String title) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", title);
        json.writeNumberField("steps", picture.steps());
        json.writeNumberField("peak", picture.peakBytes());
        json.writeNumberField("bound", picture.boundBytes());
        json.writeNumberField("peakStep", picture.peakStep());
        if (picture.capacityBytes().isPresent()) {
            json.writeNumberField("capacity", picture.capacityBytes().getAsLong());
        }
        json.writeArrayFieldStart("buffers");
        for (BufferShape shape : picture.buffers()) {
            buffer(picture, shape);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void buffer(MemoryPicture picture, BufferShape shape) throws IOException {
        Buffer buffer = shape.buffer();
        json.writeStartObject();
        json.writeStringField("name", buffer.name());
        json.writeStringField("short", picture.shortName(buffer.name()));
        json.writeStringField("shape", buffer.shape().toString());
        json.writeStringField("type", buffer.type().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("bytes", shape.addresses().sizeBytes());
        json.writeNumberField("from", shape.addresses().startBytes());
        json.writeNumberField("to", shape.addresses().endBytes());
        json.writeNumberField("first", buffer.live().start());
        json.writeNumberField("last", buffer.live().end() - 1);
        json.writeNumberField("colour", shape.colour());
        number("byteSteps", shape.byteSteps());
        json.writeArrayFieldStart("notes");
        for (Approach approach : shape.approaches()) {
            json.writeString(ApproachText.describe(approach, buffer.name(), picture));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("outlines");
        for (Outline outline : shape.outlines()) {
            outline(outline);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void outline(Outline outline) throws IOException {
        Box label = outline.label();
        json.writeStartObject();
        json.writeArrayFieldStart("label");
        number(label.fromStep());
        number(label.toStep());
        number(label.fromBytes());
        number(label.toBytes());
        json.writeEndArray();
        json.writeArrayFieldStart("points");
        for (Point point : outline.points()) {
            number(point.step());
            number(point.bytes());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void number(String field, double value) throws IOException {
        json.writeFieldName(field);
        number(value);
    }

    private void number(double value) throws IOException {
        json.writeNumber(NumberText.shortest(value));
    }
}
