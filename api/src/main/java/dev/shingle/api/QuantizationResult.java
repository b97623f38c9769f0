package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Network;

/**
 * An int8 network and how good it is.
 *
 * @param real the float network that it was made from, trimmed if that was asked for
 * @param network the int8 network
 * @param fidelity of every output, in the network's order; empty without samples to evaluate
 */
public record QuantizationResult(Network real, Network network, ImmutableList<OutputFidelity> fidelity) {}
