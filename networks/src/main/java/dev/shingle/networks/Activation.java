package dev.shingle.networks;

/** Function applied to a layer's result before it is written; it moves no data. */
public enum Activation {
    NONE,
    RELU,
    RELU6,
    RELU_N1_TO_1,
    TANH,
    SIGN_BIT
}
