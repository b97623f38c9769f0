package dev.shingle.fpga.camera;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shingle.fpga.bundle.ManifestSection;
import dev.shingle.fpga.descriptor.HostTransfer;
import java.io.IOException;

/** What the manifest says about the camera; docs/export.md describes it key by key. */
final class CameraSection implements ManifestSection {

    private final Sensor sensor;
    private final PixelTable pixels;
    private final HostTransfer frame;
    private final NextCapture next;

    CameraSection(Sensor sensor, PixelTable pixels, HostTransfer frame, NextCapture next) {
        this.sensor = sensor;
        this.pixels = pixels;
        this.frame = frame;
        this.next = next;
    }

    @Override
    public String name() {
        return "camera";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("top", "build_top");
        json.writeObjectFieldStart("sensor");
        json.writeNumberField("rows", sensor.rows());
        json.writeNumberField("columns", sensor.columns());
        json.writeStringField("pixels", sensor.pixels().toString());
        json.writeNumberField("bytesPerPixel", sensor.pixels().bytes());
        json.writeEndObject();
        json.writeObjectFieldStart("crop");
        json.writeNumberField("top", sensor.cropTop());
        json.writeNumberField("left", sensor.cropLeft());
        json.writeEndObject();
        json.writeNumberField("shrink", sensor.shrink());
        json.writeStringField("pixels", pixels.isSignFlip() ? "xor-0x80" : PixelTable.FILE);
        json.writeObjectFieldStart("frame");
        json.writeStringField("input", frame.map().name());
        json.writeNumberField("rows", frame.place().rows());
        json.writeNumberField("columns", frame.place().columns());
        json.writeNumberField("channels", frame.place().channels());
        json.writeNumberField("strideBytes", frame.place().pixelBytes());
        json.writeBooleanField("blueFirst", pixels.blueFirst());
        json.writeNumberField("baseWord", frame.place().baseWord());
        json.writeNumberField("words", frame.words());
        json.writeEndObject();
        json.writeObjectFieldStart("nextCapture");
        json.writeNumberField("afterStep", next.afterStep());
        json.writeBooleanField("afterHostTookOutputs", next.afterHostTook());
        json.writeEndObject();
    }
}
