package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableList;

/** What became of a run. */
sealed interface Answer {

    /** The network outputs in the file's order, or everything computed in order of execution. */
    record Tensors(ImmutableList<RuntimeTensor> tensors) implements Answer {}

    /** The runtime said no. */
    record Refused(String reason) implements Answer {}

    /** The child died. */
    record Crashed(int exitCode, String lastWords) implements Answer {}

    /** The child did not answer in time and was ended. */
    record Hung(long seconds) implements Answer {}

    /** The tensors, where anything else is a failure of the test. */
    default ImmutableList<RuntimeTensor> tensorsOrFail() {
        if (this instanceof Tensors answer) {
            return answer.tensors();
        }
        throw new AssertionError(toString());
    }
}
