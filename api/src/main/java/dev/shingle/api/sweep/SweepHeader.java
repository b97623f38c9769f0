package dev.shingle.api.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.StrictObject;

/**
 * What a journal of results says about itself in its first line.
 *
 * @param id SHA-256 of everything that the results depend on
 * @param version of the program
 * @param shard which part of the sweep
 * @param axes the names of its points
 * @param columns of the table
 */
public record SweepHeader(String id, String version, Shard shard, SweepAxes axes, ImmutableList<String> columns) {

    /** Whether both are parts, or the same part, of one sweep that is cut in the same way. */
    public boolean isOfSameSweep(SweepHeader other) {
        return id.equals(other.id)
                && version.equals(other.version)
                && axes.equals(other.axes)
                && columns.equals(other.columns)
                && shard.count() == other.shard.count();
    }

    /** One line of JSON. */
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sweep", id).put("version", version).put("shard", shard.toString());
        json.set("networks", array(axes.networks()));
        json.set("resolutions", array(axes.resolutions()));
        json.set("widths", array(axes.widths()));
        json.set("bits", array(axes.bits()));
        json.set("machines", array(axes.machines()));
        json.set("columns", array(columns));
        try {
            return new ObjectMapper().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree cannot fail to be written", e);
        }
    }

    private static ArrayNode array(ImmutableList<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /**
     * Reads the line.
     *
     * @throws NetworkFormatException if it is none
     */
    public static SweepHeader ofJson(String source, String line) {
        try {
            StrictObject json = StrictObject.of(new ObjectMapper().readTree(line), source, "");
            SweepHeader header = json.build("the head of a sweep's journal", SweepHeader::read);
            json.end();
            return header;
        } catch (JsonProcessingException e) {
            throw new NetworkFormatException(source, "line 1", "no JSON", "the head of a sweep's journal");
        }
    }

    private static SweepHeader read(StrictObject json) {
        return new SweepHeader(
                json.text("sweep"),
                json.text("version"),
                Shard.parse(json.text("shard")).orElseThrow(() -> json.wrong("shard", "a shard such as 1/4")),
                new SweepAxes(
                        json.texts("networks"),
                        json.texts("resolutions"),
                        json.texts("widths"),
                        json.texts("bits"),
                        json.texts("machines")),
                json.texts("columns").stream().collect(toImmutableList()));
    }
}
