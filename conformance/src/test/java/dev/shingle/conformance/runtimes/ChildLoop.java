package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableList;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The child's side: requests on standard input, answers on standard output, until the input ends. An answer is the number of
 * its tensors and the tensors, or -1 and the reason. Whatever prints in the child goes to standard error.
 */
final class ChildLoop {

    static final int REFUSED = -1;

    /** Runs one request. */
    interface Engine {

        ImmutableList<RuntimeTensor> run(Request request) throws Exception;
    }

    private ChildLoop() {}

    static void serve(Engine engine) throws IOException {
        DataInputStream requests = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream answers =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        System.setOut(System.err);
        while (requests.read() >= 0) {
            answer(engine, Request.read(requests), answers);
            answers.flush();
        }
    }

    private static void answer(Engine engine, Request request, DataOutputStream to) throws IOException {
        ImmutableList<RuntimeTensor> tensors;
        try {
            tensors = engine.run(request);
        } catch (Exception refusal) {
            to.writeInt(REFUSED);
            Wire.writeText(to, String.valueOf(refusal.getMessage()));
            return;
        }
        to.writeInt(tensors.size());
        for (RuntimeTensor tensor : tensors) {
            tensor.write(to);
        }
    }
}
