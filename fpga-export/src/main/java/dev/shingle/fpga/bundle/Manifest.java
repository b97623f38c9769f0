package dev.shingle.fpga.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.bundle.BlockTable.PartFits;
import dev.shingle.fpga.bundle.BlockTable.Row;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.plan.MemoryPlan;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** What an export adds to the plan, for programs: docs/export.md describes it key by key. */
final class Manifest {

    private final BundleRequest request;
    private final ImmutableMap<String, MemoryImage> memories;
    private final ImmutableMap<String, String> memoryFiles;
    private final BlockTable blocks;

    Manifest(
            BundleRequest request,
            ImmutableMap<String, MemoryImage> memories,
            ImmutableMap<String, String> memoryFiles,
            BlockTable blocks) {
        this.request = request;
        this.memories = memories;
        this.memoryFiles = memoryFiles;
        this.blocks = blocks;
    }

    /** The text; {@code files} are all others of the folder. */
    String write(ImmutableSortedMap<String, ByteSource> files) {
        StringWriter text = new StringWriter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        JsonFactory factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = factory.createGenerator(text)) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("format", "shingle-export");
            json.writeNumberField("version", 1);
            writePlan(json);
            writeAccelerator(json);
            writeMemories(json);
            writeBlocks(json);
            for (ManifestSection section : request.sections()) {
                json.writeObjectFieldStart(section.name());
                section.write(json);
                json.writeEndObject();
            }
            writeFiles(json, files);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private void writePlan(JsonGenerator json) throws IOException {
        MemoryPlan plan = request.plan();
        Layout layout = plan.machine().layout();
        json.writeStringField("network", plan.network());
        json.writeStringField("networkHash", plan.networkHash());
        json.writeStringField("machine", plan.machine().name());
        json.writeObjectFieldStart("scratchpad");
        json.writeNumberField("wordBits", layout.wordBits());
        json.writeNumberField("depthWords", plan.peakWords());
        json.writeNumberField("bytes", plan.peakBytes());
        json.writeNumberField("pingPongWords", request.pingPongWords());
        json.writeNumberField("pingPongBytes", layout.bytesOf(request.pingPongWords()));
        json.writeNumberField("channelPadding", layout.channelPadding());
        json.writeStringField("byteOrder", "byte 0 of a word is bits 7 to 0");
        json.writeBooleanField("circular", plan.machine().addressing() == Addressing.CIRCULAR);
        json.writeEndObject();
        json.writeNumberField("weightBytes", request.weightBytes());
    }

    private void writeAccelerator(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("accelerator");
        if (request.program() instanceof ProgramResult.Compiled compiled) {
            Program program = compiled.program();
            json.writeBooleanField("runs", true);
            json.writeNumberField("lanes", program.accelerator().lanes());
            json.writeNumberField("coordinateBits", program.accelerator().coordinateBits());
            json.writeStringField("rounding", program.accelerator().rounding().displayName());
            json.writeNumberField("weights", program.weightCount());
            json.writeNumberField("packedWeightBytes", program.weights().bytes().length);
            json.writeNumberField(
                    "cycles",
                    program.cycles().stream().mapToLong(Long::longValue).sum());
        } else if (request.program() instanceof ProgramResult.Refused refused) {
            json.writeBooleanField("runs", false);
            json.writeStringField("layer", refused.layer());
            json.writeStringField("reason", refused.reason());
        }
        json.writeArrayFieldStart("hostLayers");
        for (String layer : request.hostLayers()) {
            json.writeString(layer);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeMemories(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("memories");
        for (Map.Entry<String, MemoryImage> entry : memories.entrySet()) {
            MemoryImage image = entry.getValue();
            json.writeStartObject();
            json.writeStringField("name", entry.getKey());
            json.writeStringField("file", String.valueOf(memoryFiles.get(entry.getKey())));
            json.writeStringField("fileFormat", request.format().name());
            json.writeNumberField("wordBits", image.wordBits());
            json.writeNumberField("depthWords", image.depthWords());
            json.writeNumberField("laneBits", image.layout().laneBits());
            json.writeStringField("laneZero", lower(image.layout().laneZero()) + " bits");
            json.writeStringField("wordZero", lower(image.layout().wordZero()) + " address");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeBlocks(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("blocks");
        for (Row row : blocks.rows()) {
            json.writeStartObject();
            json.writeStringField("family", row.family().displayName());
            json.writeStringField("kind", row.kind().displayName());
            json.writeNumberField("pingPong", row.pingPong());
            json.writeNumberField("plan", row.plan());
            json.writeNumberField("constants", row.constants());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (blocks.part().isPresent()) {
            PartFits fits = blocks.part().get();
            json.writeObjectFieldStart("part");
            json.writeStringField("name", fits.plan().part().name());
            json.writeStringField("source", fits.plan().part().source());
            json.writeBooleanField("planFits", fits.plan().fits());
            json.writeStringField("plan", fits.plan().describe());
            json.writeBooleanField("pingPongFits", fits.pingPong().fits());
            json.writeStringField("pingPong", fits.pingPong().describe());
            json.writeEndObject();
        }
    }

    private static void writeFiles(JsonGenerator json, ImmutableSortedMap<String, ByteSource> files)
            throws IOException {
        json.writeArrayFieldStart("files");
        for (Map.Entry<String, ByteSource> file : files.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", file.getKey());
            json.writeNumberField("bytes", file.getValue().size());
            json.writeStringField(
                    "sha256", file.getValue().hash(Hashing.sha256()).toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
