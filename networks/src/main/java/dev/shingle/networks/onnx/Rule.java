package dev.shingle.networks.onnx;

/** How one kind of node is read. */
@FunctionalInterface
interface Rule {

    /**
     * Adds the layers that the node stands for and defines its results.
     *
     * @throws IllegalArgumentException if parameters and shapes do not belong together
     * @throws ArithmeticException if a number in them is too large
     */
    void read(Node node);
}
