package dev.shingle.fpga.rtl;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What remains of a network without the layers that the compiler refuses. Their results come from outside, if anybody reads
 * them; what nobody reads goes to the host.
 */
final class RunnablePart {

    private RunnablePart() {}

    /** Perhaps nothing. */
    static Network of(Network network, Accelerator accelerator) {
        List<Layer> layers = new ArrayList<>(network.layers());
        while (!layers.isEmpty()) {
            Network part = network(network.name(), layers);
            if (!(compile(part, accelerator) instanceof ProgramResult.Refused refused)) {
                return part;
            }
            boolean isRemoved = layers.removeIf(layer -> layer.name().equals(refused.layer()));
            if (!isRemoved) {
                layers.clear();
            }
        }
        return new Network(network.name(), ImmutableList.of(), ImmutableList.of(), ImmutableList.of());
    }

    private static ProgramResult compile(Network part, Accelerator accelerator) {
        Schedule schedule =
                Schedule.of(part, TestMachine.of(accelerator.lanes()), ScheduleOptions.zeroCopyConcatenation());
        PlanningResult planned = new NetworkPlanner(new DisjointGreedy()).plan(schedule, PlanningOptions.defaults());
        return Compiler.compile(part, ((PlanningResult.Planned) planned).plan(), accelerator);
    }

    private static Network network(String name, List<Layer> layers) {
        Set<FeatureMap> made = new LinkedHashSet<>();
        Set<FeatureMap> read = new LinkedHashSet<>();
        for (Layer layer : layers) {
            made.addAll(layer.outputs());
            read.addAll(layer.inputs());
        }
        return new Network(
                name,
                read.stream().filter(map -> !made.contains(map)).collect(ImmutableList.toImmutableList()),
                ImmutableList.copyOf(layers),
                made.stream().filter(map -> !read.contains(map)).collect(ImmutableList.toImmutableList()));
    }
}
