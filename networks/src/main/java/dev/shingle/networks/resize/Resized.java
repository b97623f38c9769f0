package dev.shingle.networks.resize;

import dev.shingle.networks.Network;

/** What becomes of a network when its input image gets another size. */
public sealed interface Resized {

    /** The network for the other size: the same names, operators and weights. */
    record To(Network network) implements Resized {}

    /** One of its layers cannot take part; which, and why, in one line. */
    record Refused(String reason) implements Resized {}
}
