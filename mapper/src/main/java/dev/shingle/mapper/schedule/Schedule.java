package dev.shingle.mapper.schedule;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.json.NetworkHash;

/**
 * What has to be placed, and when it is needed: the buffers of a network on a machine with their live ranges, and the
 * steps in execution order, still without directions.
 *
 * <p>Feature maps that are views of each other share a buffer wherever the machine's layout maps both shapes to the same
 * words; such a view has no step. Elsewhere the view is a step that copies. A concatenation is a step that copies, too,
 * unless {@link ScheduleOptions} let its parts be written straight into the joint tensor.
 *
 * <pre>
 *   step            0      1      2          a: network input, read at 0 and 2, dies at 2
 *   a (input)   [==================)         b: written at 0, dies at 1
 *   b           [===========)                c: written at 1, network output: stays
 *   c                  [===========)
 * </pre>
 */
public final class Schedule {

    private final Network network;
    private final String networkHash;
    private final Machine machine;
    private final Distances distances;
    private final ScheduleOptions options;
    private final ImmutableList<Buffer> buffers;
    private final ImmutableList<ScheduledStep> steps;
    private final ImmutableList<String> inputs;
    private final ImmutableList<String> outputs;
    private final Supplier<PlacementProblem> problem = Suppliers.memoize(() -> ScheduledProblem.of(this));
    private final Supplier<LowerBound> lowerBound = Suppliers.memoize(() -> LowerBound.of(problem()));

    Schedule(
            Network network,
            String networkHash,
            Machine machine,
            Distances distances,
            ScheduleOptions options,
            ImmutableList<Buffer> buffers,
            ImmutableList<ScheduledStep> steps,
            ImmutableList<String> inputs,
            ImmutableList<String> outputs) {
        this.network = network;
        this.networkHash = networkHash;
        this.machine = machine;
        this.distances = distances;
        this.options = options;
        this.buffers = buffers;
        this.steps = steps;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** The buffers and steps of a network on a machine. */
    public static Schedule of(Network network, Machine machine) {
        return of(network, NetworkHash.of(network), machine);
    }

    /** What {@link #of(Network, Machine)} gives, for a caller that knows the hash of the network's structure already. */
    public static Schedule of(Network network, String networkHash, Machine machine) {
        return of(network, networkHash, machine, ScheduleOptions.defaults());
    }

    /** The buffers and steps of a network on a machine, where choices were made. */
    public static Schedule of(Network network, Machine machine, ScheduleOptions options) {
        return of(network, NetworkHash.of(network), machine, options);
    }

    /** The same for a caller that knows the hash of the network's structure already. */
    public static Schedule of(Network network, String networkHash, Machine machine, ScheduleOptions options) {
        return new ScheduleBuilder(network, machine, options).build(networkHash, SafeDistances::of);
    }

    static Schedule of(Network network, String networkHash, Machine machine, Distances distances) {
        return of(network, networkHash, machine, ScheduleOptions.defaults(), distances);
    }

    static Schedule of(
            Network network, String networkHash, Machine machine, ScheduleOptions options, Distances distances) {
        return new ScheduleBuilder(network, machine, options).build(networkHash, distances);
    }

    /** The same network on another machine. */
    public Schedule on(Machine other) {
        return new ScheduleBuilder(network, other, options).build(networkHash, distances);
    }

    /** The same network on the same machine with other choices. */
    public Schedule with(ScheduleOptions other) {
        return new ScheduleBuilder(network, machine, other).build(networkHash, distances);
    }

    /** Another network on the same machine, to be planned but not to be handed out: its hash is left empty. */
    Schedule trialOf(Network other) {
        return new ScheduleBuilder(other, machine, options).build("", distances);
    }

    public Network network() {
        return network;
    }

    public String networkHash() {
        return networkHash;
    }

    public Machine machine() {
        return machine;
    }

    public ScheduleOptions options() {
        return options;
    }

    /** Names of the concatenations that go without a step, because their parts are written where they belong. */
    public ImmutableList<String> joinedLayers() {
        ImmutableSet<String> executed = steps.stream().map(ScheduledStep::layer).collect(ImmutableSet.toImmutableSet());
        return network.layers().stream()
                .filter(layer -> layer.operator() instanceof Operator.Concatenation)
                .map(Layer::name)
                .filter(layer -> !executed.contains(layer))
                .collect(toImmutableList());
    }

    /** Every buffer, in order of first use: network inputs, then results as they are written. */
    public ImmutableList<Buffer> buffers() {
        return buffers;
    }

    public ImmutableList<ScheduledStep> steps() {
        return steps;
    }

    /** Names of the buffers that the host fills before the first step. */
    public ImmutableList<String> inputs() {
        return inputs;
    }

    /** Names of the buffers that the host takes after the last step; a buffer with several output views occurs once. */
    public ImmutableList<String> outputs() {
        return outputs;
    }

    /** What the network needs at least, and what simple schemes need. */
    public Figures figures() {
        return Figures.of(this);
    }

    Distances distances() {
        return distances;
    }

    /** The schedule as numbers; every distance is computed once. */
    public PlacementProblem problem() {
        return requireNonNull(problem.get(), "memoized");
    }

    LowerBound lowerBound() {
        return requireNonNull(lowerBound.get(), "memoized");
    }
}
