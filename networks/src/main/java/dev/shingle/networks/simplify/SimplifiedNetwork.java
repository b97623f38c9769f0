package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Network;

/** A network behind the passes, and what each pass did, in the order in which they run. */
public record SimplifiedNetwork(Network network, ImmutableList<PassReport> passes) {}
