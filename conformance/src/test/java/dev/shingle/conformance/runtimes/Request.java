package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One run of one model.
 *
 * @param model the file's contents
 * @param inputs in the file's order
 * @param scope which tensors are wanted
 */
record Request(byte[] model, ImmutableList<RuntimeTensor> inputs, Scope scope) {

    /** Which tensors an answer has. */
    enum Scope {
        OUTPUTS,
        EVERYTHING_COMPUTED
    }

    void write(DataOutputStream to) throws IOException {
        Wire.writeBytes(to, model);
        to.writeInt(inputs.size());
        for (RuntimeTensor input : inputs) {
            input.write(to);
        }
        to.writeByte(scope.ordinal());
    }

    static Request read(DataInputStream from) throws IOException {
        byte[] model = Wire.readBytes(from);
        ImmutableList.Builder<RuntimeTensor> inputs = ImmutableList.builder();
        for (int i = from.readInt(); i > 0; i--) {
            inputs.add(RuntimeTensor.read(from));
        }
        return new Request(model, inputs.build(), Scope.values()[from.readUnsignedByte()]);
    }
}
