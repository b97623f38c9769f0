package dev.shingle.testkit.run;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.Kernels;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Plans of networks, good ones and ones that were meddled with, and inputs to run them on. */
final class PlannedNetworks {

    private static final PlanningOptions OPTIONS = new PlanningOptions(1, OptionalLong.empty(), 1_000);

    private PlannedNetworks() {}

    /** Whether there is a kernel for every layer. */
    static boolean isExecutable(Network network) {
        try {
            network.layers().forEach(layer -> Kernels.of(layer, Rounding.TFLITE));
            return true;
        } catch (UnsupportedLayerException e) {
            return false;
        }
    }

    static MemoryPlan plan(Network network, Machine machine, String planner) {
        return plan(Schedule.of(network, machine), planner);
    }

    static MemoryPlan joinedPlan(Network network, Machine machine, String planner) {
        return plan(Schedule.of(network, machine).with(ScheduleOptions.zeroCopyConcatenation()), planner);
    }

    private static MemoryPlan plan(Schedule schedule, String planner) {
        NetworkPlanner network = new NetworkPlanner(Planners.byName(planner).orElseThrow());
        return ((PlanningResult.Planned) network.plan(schedule, OPTIONS)).plan();
    }

    /** Numbers without pattern for every input. */
    static ImmutableMap<String, TensorData> inputs(Network network, Random random) {
        return network.inputs().stream().collect(toImmutableMap(FeatureMap::name, input -> noise(input, random)));
    }

    private static TensorData noise(FeatureMap map, Random random) {
        Shape shape = map.shape();
        byte[] bytes = new byte[(int) shape.elements() * map.type().bits() / Byte.SIZE];
        random.nextBytes(bytes);
        if (map.type() == ElementType.FLOAT32) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (buffer.hasRemaining()) {
                buffer.putFloat(random.nextFloat() - 0.5f);
            }
        }
        return TensorData.wrap(shape, map.type(), bytes);
    }

    /** The plan with one buffer moved by one alignment step, up or down, where that is possible. */
    static MemoryPlan movedByOneStep(MemoryPlan plan, Random random) {
        int moved = random.nextInt(plan.placements().size());
        long step = random.nextBoolean()
                ? plan.machine().alignmentWords()
                : -plan.machine().alignmentWords();
        long offset = plan.placements().get(moved).offsetWords() + step;
        if (plan.machine().addressing() == Addressing.CIRCULAR) {
            return move(plan, moved, LongMath.mod(offset, plan.peakWords()), plan.peakWords());
        }
        long up = offset < 0 ? -step : offset;
        return move(plan, moved, up, peak(plan, moved, up));
    }

    /** The plan with some buffers anywhere, and now and then a scratchpad that is too small for them. */
    static MemoryPlan scattered(MemoryPlan plan, Random random) {
        MemoryPlan scattered = plan;
        for (int i = 0; i < plan.placements().size(); i++) {
            if (random.nextInt(3) == 0) {
                long offset = random.nextInt((int) Math.max(1, plan.peakWords()));
                scattered = move(scattered, i, offset, peak(scattered, i, offset));
            }
        }
        // Nobody says which of its own words stays when a buffer is longer than the circle that it lies in.
        long least = plan.placements().stream()
                .mapToLong(placement -> placement.buffer().sizeWords())
                .max()
                .orElseThrow();
        long peak = Math.max(least, scattered.peakWords() - random.nextInt((int) scattered.peakWords()));
        return random.nextInt(3) == 0 ? withPlaces(scattered, scattered.placements(), peak) : scattered;
    }

    /**
     * Whether no two results of a step lie in buffers that share words: which of two words stays that one unit writes to one
     * address is not part of the model.
     */
    static boolean isSettled(MemoryPlan plan) {
        return plan.steps().stream().noneMatch(step -> resultsCollide(step, plan));
    }

    private static boolean resultsCollide(Step step, MemoryPlan plan) {
        List<Placement> homes = step.operation().results().stream()
                .map(TensorUse::name)
                .distinct()
                .map(name -> plan.placementsByName().get(name))
                .toList();
        long span = plan.machine().addressing() == Addressing.LINEAR ? Long.MAX_VALUE : plan.peakWords();
        for (Placement one : homes) {
            for (Placement other : homes) {
                // Modulo the span: linear addresses are below it and never wrap.
                long apart = Math.floorMod(other.offsetWords() - one.offsetWords(), span);
                if (one != other && apart < one.buffer().sizeWords()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static long peak(MemoryPlan plan, int moved, long offset) {
        return plan.machine().addressing() == Addressing.CIRCULAR
                ? plan.peakWords()
                : Math.max(
                        plan.peakWords(),
                        offset + plan.placements().get(moved).buffer().sizeWords());
    }

    private static MemoryPlan move(MemoryPlan plan, int moved, long offset, long peakWords) {
        List<Placement> placements = new ArrayList<>(plan.placements());
        placements.set(moved, new Placement(placements.get(moved).buffer(), offset));
        return withPlaces(plan, ImmutableList.copyOf(placements), peakWords);
    }

    private static MemoryPlan withPlaces(MemoryPlan plan, ImmutableList<Placement> placements, long peakWords) {
        return new MemoryPlan(
                plan.network(),
                plan.networkHash(),
                plan.machine(),
                plan.planner(),
                placements.stream().collect(toImmutableList()),
                plan.steps(),
                plan.inputs(),
                plan.outputs(),
                peakWords,
                new MemoryPlan.Bound(0, "none"));
    }
}
