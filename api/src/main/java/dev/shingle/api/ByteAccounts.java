package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.Figures;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.Network;
import dev.shingle.networks.json.NetworkHash;
import dev.shingle.networks.simplify.Simplifier;

/**
 * The ways in which tools count activations, for the graph as it is mapped and for the graph as its file has it. They differ
 * by small factors, and often by exactly two; this is where a reader who has two numbers finds both.
 */
final class ByteAccounts {

    private final Schedule schedule;
    private final ImmutableList.Builder<ByteAccount> accounts = ImmutableList.builder();

    private ByteAccounts(Schedule schedule) {
        this.schedule = schedule;
    }

    static ImmutableList<ByteAccount> of(Model model, Schedule schedule) {
        ByteAccounts mapped = new ByteAccounts(schedule);
        long peak = planned(schedule);
        mapped.add("this plan: overlapped", peak, "");
        mapped.addFigures("");
        mapped.add(
                "this plan, with weights and biases",
                Math.addExact(peak, model.weightBytes()),
                "weights are counted with the activations");
        if (isInt8(schedule)) {
            mapped.add(
                    "this plan, if each element took 4 bytes", Math.multiplyExact(4L, peak), "float in place of int8");
        }
        mapped.addRaw(model);
        return mapped.accounts.build();
    }

    private static boolean isInt8(Schedule schedule) {
        return schedule.buffers().stream().allMatch(buffer -> buffer.type().bits() == 8);
    }

    private static long planned(Schedule schedule) {
        return planned(schedule, new NetworkPlanner(new OverlapPlanner()));
    }

    private static long planned(Schedule schedule, NetworkPlanner planner) {
        PlanningResult result = planner.plan(schedule, PlanningOptions.defaults());
        if (!(result instanceof PlanningResult.Planned planned)) {
            throw new AssertionError("no plan without a capacity: " + result);
        }
        MemoryPlan plan = planned.plan();
        return plan.peakBytes();
    }

    /** The graph as the file has it, where passes changed it; and TensorFlow Lite Micro, which runs that one. */
    private void addRaw(Model model) {
        boolean changed = model.passes().stream().anyMatch(pass -> pass.enabled() && pass.changes() > 0);
        if (changed) {
            new ByteAccounts(raw(model, schedule.machine())).moveFigures(accounts);
        }
        Schedule micro = raw(model, Machines.preset("tflm-element").orElseThrow());
        NetworkPlanner greedy =
                new NetworkPlanner(Planners.byName("tflm-greedy").orElseThrow());
        add(
                "TensorFlow Lite Micro's greedy planner",
                planned(micro, greedy),
                "graph as in the file, nothing overlaps; an arena is larger: scratch memory, the interpreter's records");
    }

    private static Schedule raw(Model model, Machine machine) {
        Network network = Simplifier.none().simplify(model.original()).network();
        return Schedule.of(network, NetworkHash.of(network), machine, ScheduleOptions.defaults());
    }

    private void moveFigures(ImmutableList.Builder<ByteAccount> target) {
        addFigures("graph as in the file: ");
        target.addAll(accounts.build());
    }

    private void addFigures(String prefix) {
        Figures figures = schedule.figures();
        long largest =
                schedule.buffers().stream().mapToLong(Buffer::sizeWords).max().orElse(0);
        long all = schedule.buffers().stream().mapToLong(Buffer::sizeWords).sum();
        addWords(
                prefix + "most that is live at once",
                figures.disjointLowerBoundWords(),
                "memory is reused, nothing overlaps");
        addWords(
                prefix + "widest pair",
                figures.pingPongWidestPairWords(),
                "most that one layer reads and writes, side by side");
        if (figures.pingPongTwoBuffersWords().isPresent()) {
            addWords(
                    prefix + "two buffers",
                    figures.pingPongTwoBuffersWords().getAsLong(),
                    "ping-pong: largest even tensor and largest odd tensor");
        }
        addWords(
                prefix + "two equal buffers",
                Math.multiplyExact(2L, largest),
                "ping-pong: both buffers take the largest tensor");
        addWords(prefix + "largest tensor", largest, "one tensor alone; nothing can be computed from it");
        addWords(prefix + "all tensors", all, "each tensor has memory of its own, nothing is reused");
    }

    private void addWords(String counts, long words, String reason) {
        add(counts, schedule.machine().layout().bytesOf(words), reason);
    }

    private void add(String counts, long bytes, String reason) {
        accounts.add(new ByteAccount(counts, bytes, reason));
    }
}
