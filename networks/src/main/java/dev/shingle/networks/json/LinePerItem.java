package dev.shingle.networks.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/**
 * Lays JSON out for readers and for line-based diffs: the document's keys and the items of its lists start a line each,
 * whatever is inside an item stays on its line.
 *
 * <pre>
 *   {
 *     "version": 1,
 *     "layers": [
 *       {"name": "conv", "operands": ["image", "weights"]},
 *       {"name": "pool", "operands": ["conv"]}
 *     ]
 *   }
 * </pre>
 */
final class LinePerItem implements PrettyPrinter {

    private static final int OPEN_LEVELS = 2;

    private int level;

    @Override
    public void writeRootValueSeparator(JsonGenerator generator) throws IOException {
        generator.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator generator) throws IOException {
        generator.writeRaw('{');
        level++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator generator) throws IOException {
        breakLine(generator, "");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator generator) throws IOException {
        generator.writeRaw(',');
        breakLine(generator, " ");
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
        generator.writeRaw(": ");
    }

    @Override
    public void writeEndObject(JsonGenerator generator, int entries) throws IOException {
        close(generator, entries, '}');
    }

    @Override
    public void writeStartArray(JsonGenerator generator) throws IOException {
        generator.writeRaw('[');
        level++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator generator) throws IOException {
        breakLine(generator, "");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
        generator.writeRaw(',');
        breakLine(generator, " ");
    }

    @Override
    public void writeEndArray(JsonGenerator generator, int values) throws IOException {
        close(generator, values, ']');
    }

    private void close(JsonGenerator generator, int entries, char bracket) throws IOException {
        boolean brokenInside = level <= OPEN_LEVELS && entries > 0;
        level--;
        if (brokenInside) {
            breakLine(generator, "");
        }
        generator.writeRaw(bracket);
    }

    private void breakLine(JsonGenerator generator, String otherwise) throws IOException {
        generator.writeRaw(level <= OPEN_LEVELS ? "\n" + "  ".repeat(level) : otherwise);
    }
}
