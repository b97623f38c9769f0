package dev.shingle.conformance.runtimes;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A tensor on its way to or from a runtime: little-endian, row-major, in the runtime's own order of axes. */
record RuntimeTensor(String name, ElementType type, ImmutableIntArray dimensions, byte[] bytes) {

    private static final ElementType[] TYPES = ElementType.values();

    void write(DataOutputStream to) throws IOException {
        Wire.writeText(to, name);
        to.writeByte(type.ordinal());
        to.writeByte(dimensions.length());
        for (int i = 0; i < dimensions.length(); i++) {
            to.writeInt(dimensions.get(i));
        }
        Wire.writeBytes(to, bytes);
    }

    static RuntimeTensor read(DataInputStream from) throws IOException {
        String name = Wire.readText(from);
        ElementType type = TYPES[from.readUnsignedByte()];
        int[] dimensions = new int[from.readUnsignedByte()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = from.readInt();
        }
        return new RuntimeTensor(name, type, ImmutableIntArray.copyOf(dimensions), Wire.readBytes(from));
    }

    @Override
    public String toString() {
        return name + " " + type + dimensions;
    }
}
