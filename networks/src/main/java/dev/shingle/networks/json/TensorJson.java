package dev.shingle.networks.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;

/**
 * Shape, element type and quantisation of a tensor under the keys {@code shape}, {@code type} and {@code quantization}.
 *
 * <pre>
 *   "shape": [1, 120, 160, 1], "type": "INT8", "quantization": {"scales": [0.5], "zeroPoints": [-128], "axis": 0}
 * </pre>
 *
 * The quantisation is left out where there is none.
 */
public final class TensorJson {

    /** More dimensions than any file format of today has. */
    private static final int MAX_RANK = 8;

    /** Far above any memory, far below where counting bits would overflow. */
    private static final long MAX_ELEMENTS = 1L << 40;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TensorJson() {}

    /** A shape as an array of its dimensions. */
    public static ArrayNode shape(Shape shape) {
        return integers(shape.dimensions());
    }

    /** Reads the shape under {@code key}. */
    public static Shape shape(StrictObject object, String key) {
        ImmutableIntArray dimensions = object.integers(key, 1, Integer.MAX_VALUE);
        if (dimensions.length() > MAX_RANK) {
            throw object.wrong(key, "at most " + MAX_RANK + " dimensions");
        }
        double elements = dimensions.stream().asDoubleStream().reduce(1, (a, b) -> a * b);
        double rows = dimensions.stream()
                .limit(Math.max(0, dimensions.length() - 2))
                .asDoubleStream()
                .reduce(1, (a, b) -> a * b);
        if (elements > MAX_ELEMENTS || rows > Integer.MAX_VALUE) {
            throw object.wrong(key, "at most " + MAX_ELEMENTS + " elements in at most " + Integer.MAX_VALUE + " rows");
        }
        return new Shape(dimensions);
    }

    /** Reads the element type under {@code key}. */
    public static ElementType type(StrictObject object, String key) {
        return object.constant(key, ElementType.class);
    }

    /** Adds {@code shape}, {@code type} and, where there is one, {@code quantization}. */
    public static void put(ObjectNode node, Shape shape, ElementType type, Quantization quantization) {
        node.set("shape", shape(shape));
        node.put("type", type.name());
        if (!quantization.equals(Quantization.NONE)) {
            node.set("quantization", quantization(quantization));
        }
    }

    /** Scales, zero points and axis as an object. */
    public static ObjectNode quantization(Quantization quantization) {
        ObjectNode node = NODES.objectNode();
        ArrayNode scales = node.putArray("scales");
        // As short as single precision allows.
        quantization.scales().forEach(scale -> scales.add((float) scale));
        ArrayNode zeroPoints = node.putArray("zeroPoints");
        quantization.zeroPoints().stream().forEach(zeroPoints::add);
        return node.put("axis", quantization.axis());
    }

    /** Reads the quantisation under {@code quantization}; none if the key is missing. */
    public static Quantization quantization(StrictObject object) {
        if (!object.has("quantization")) {
            return Quantization.NONE;
        }
        StrictObject node = object.object("quantization");
        ImmutableDoubleArray scales = node.reals("scales");
        ImmutableLongArray zeroPoints = node.longIntegers("zeroPoints");
        int axis = node.integer("axis", 0, MAX_RANK);
        node.end();
        return node.build(
                "as many zero points as scales, which have single precision",
                unused -> new Quantization(scales, zeroPoints, axis));
    }

    static ArrayNode integers(ImmutableIntArray numbers) {
        ArrayNode array = NODES.arrayNode();
        numbers.stream().forEach(array::add);
        return array;
    }
}
