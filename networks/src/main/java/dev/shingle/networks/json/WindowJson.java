package dev.shingle.networks.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;

/** Kernel, stride, dilation and padding as keys of the operator that owns them. */
final class WindowJson {

    /** Keeps kernel times dilation within an int. */
    private static final int MAX_EXTENT = 1 << 15;

    private WindowJson() {}

    static void put(ObjectNode node, Window window) {
        putPair(node, "kernel", window.kernelHeight(), window.kernelWidth());
        putPair(node, "stride", window.strideHeight(), window.strideWidth());
        putPair(node, "dilation", window.dilationHeight(), window.dilationWidth());
        put(node, "padding", window.padding());
    }

    static Window window(StrictObject object) {
        ImmutableIntArray kernel = pair(object, "kernel");
        ImmutableIntArray stride = pair(object, "stride");
        ImmutableIntArray dilation = pair(object, "dilation");
        Padding padding = padding(object, "padding");
        return new Window(
                kernel.get(0), kernel.get(1), stride.get(0), stride.get(1), dilation.get(0), dilation.get(1), padding);
    }

    static void put(ObjectNode node, String key, Padding padding) {
        node.putObject(key)
                .put("top", padding.top())
                .put("bottom", padding.bottom())
                .put("left", padding.left())
                .put("right", padding.right());
    }

    static Padding padding(StrictObject object, String key) {
        StrictObject node = object.object(key);
        Padding padding = new Padding(
                node.integer("top", 0, MAX_EXTENT),
                node.integer("bottom", 0, MAX_EXTENT),
                node.integer("left", 0, MAX_EXTENT),
                node.integer("right", 0, MAX_EXTENT));
        node.end();
        return padding;
    }

    static void putPair(ObjectNode node, String key, int height, int width) {
        node.putArray(key).add(height).add(width);
    }

    /** Height and width, both at least 1. */
    static ImmutableIntArray pair(StrictObject object, String key) {
        ImmutableIntArray pair = object.integers(key, 1, MAX_EXTENT);
        if (pair.length() != 2) {
            throw object.wrong(key, "two integers: height, width");
        }
        return pair;
    }
}
