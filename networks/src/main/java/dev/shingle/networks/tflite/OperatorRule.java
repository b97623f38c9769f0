package dev.shingle.networks.tflite;

/** How one kind of operator is read. */
@FunctionalInterface
interface OperatorRule {

    /**
     * The layer that the operator becomes.
     *
     * @throws IllegalArgumentException if parameters and shapes do not belong together
     * @throws ArithmeticException if a number in them is too large
     */
    Translation translate(OperatorView view);
}
