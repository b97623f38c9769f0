package dev.shingle.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.json.NetworkHash;

/**
 * What a plan is for: a whole network, or, if an export made it, the network without the layers at its end that are left to
 * the host.
 *
 * @param network to judge the plan by
 * @param hostLayers names of the layers that are missing there
 */
public record PlannedPart(Network network, ImmutableList<String> hostLayers) {

    /** By the hash that the plan carries; a plan that fits neither is judged by the whole network. */
    public static PlannedPart of(Network network, MemoryPlan plan) {
        if (!plan.networkHash().equals(NetworkHash.of(network))) {
            HostTail tail = HostTail.of(network);
            if (plan.networkHash().equals(NetworkHash.of(tail.accelerated()))) {
                return new PlannedPart(
                        tail.accelerated(),
                        tail.host().stream().map(Layer::name).collect(toImmutableList()));
            }
        }
        return new PlannedPart(network, ImmutableList.of());
    }
}
