package dev.shingle.sim.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.LoopOrder;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.machine.EngineTiming;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WeightMemory;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.Cases;
import dev.shingle.sim.Plans;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The closed form against hand counts, against the loop nest, and against what must hold of any engine. */
class ReferenceModelTest {

    private static final Machine P8 = Machines.preset("reference-p8").orElseThrow();
    private static final Engine ENGINE = P8.engine().orElseThrow();
    private static final int DRAIN = 33 + 8 + 15;

    /** 4x4 pixels, 2 output groups, 9 taps, 2 input groups. */
    private static final Operation CONVOLUTION = weighted(
            Cases.convolution(Shape.hwc(4, 4, 16), 16, Window.square(3, 1, Padding.symmetric(1))), 16, 3, 3, 16);

    @Test
    void convolutionByHand() {
        LayerCycles layer = cycles(CONVOLUTION, ENGINE);
        assertThat(layer.cycles()).isEqualTo(16 * 2 * 9 * 2 + DRAIN);
        long realTaps = 10 * 10;
        assertThat(layer.macs()).isEqualTo(realTaps * 16 * 16);
        assertThat(layer.usefulCycles()).isEqualTo(realTaps * 2 * 2);
        assertThat(layer.lost(Loss.PADDING)).isEqualTo((16 * 9 - realTaps) * 2 * 2);
        assertThat(layer.lost(Loss.SETUP)).isEqualTo(33);
        assertThat(layer.lost(Loss.DRAIN)).isEqualTo(8 + 15);
        assertThat(layer.losses()).containsOnlyKeys(Loss.PADDING, Loss.SETUP, Loss.DRAIN);
        assertThat(layer.accesses().readTotal()).isEqualTo(realTaps * 2 * 2);
        assertThat(layer.accesses().writeTotal()).isEqualTo(16 * 2);
        assertThat(layer.accesses().weightReads()).isEqualTo(16 * 2 * 9 * 2);
    }

    @Test
    void aSinglePortGivesEveryOutputWordACycle() {
        long both = cycles(CONVOLUTION, ENGINE).cycles();
        LayerCycles single = ReferenceModel.of(step(CONVOLUTION), P8, ENGINE, true);
        assertThat(single.cycles() - both)
                .as("the last two writes meet no read")
                .isEqualTo(16 * 2 - 2);
        assertThat(single.lost(Loss.WRITE_PORT)).isEqualTo(16 * 2 - 2);
    }

    @Test
    void aPointwiseLayerOfFewChannelsWaitsForTheOutputStage() {
        Operation pointwise = weighted(Cases.convolution(Shape.hwc(4, 4, 16), 16, Window.pointwise()), 16, 1, 1, 16);
        LayerCycles layer = cycles(pointwise, ENGINE);
        assertThat(layer.cycles())
                .as("2 issues for each of 32 words, one word in 8 cycles")
                .isEqualTo(2 + 31 * 8 + DRAIN);
        assertThat(layer.lost(Loss.OUTPUT_STAGE)).isEqualTo(31 * 6);
        LayerCycles single = ReferenceModel.of(step(pointwise), P8, ENGINE, true);
        assertThat(single.cycles()).as("the write fits into the wait").isEqualTo(layer.cycles());
    }

    @Test
    void depthwiseWorksOnOneRowOfLanes() {
        Operation depthwise =
                weighted(Cases.depthwise(Shape.hwc(4, 4, 12), 1, Window.square(3, 1, Padding.NONE)), 1, 3, 3, 12);
        LayerCycles layer = cycles(depthwise, ENGINE);
        assertThat(layer.cycles()).isEqualTo(4 * 2 * 9 + DRAIN);
        assertThat(layer.macs()).isEqualTo(4 * 9 * 12);
        assertThat(layer.usefulCycles()).as("432 of 64 a cycle").isEqualTo(7);
        assertThat(layer.lost(Loss.PARTIAL_TILE)).isEqualTo(72 - 7);
    }

    @Test
    void poolingTakesACycleForAWord() {
        Operation pool = Cases.pool(Shape.hwc(4, 4, 16), Window.square(2, 2, Padding.NONE));
        LayerCycles layer = cycles(pool, ENGINE);
        assertThat(layer.cycles()).as("4 taps, but a word leaves in 8 cycles").isEqualTo(4 + 7 * 8 + DRAIN);
        assertThat(layer.macs()).isZero();
        assertThat(layer.usefulCycles()).isEqualTo(4 * 4 * 2);
    }

    @Test
    void additionReadsBothOperandsAndRescalesThreeTimes() {
        LayerCycles layer = cycles(sum(Shape.hwc(2, 2, 8)), ENGINE);
        assertThat(layer.cycles()).isEqualTo(2 + 3 * 24 + DRAIN + 2 * 8);
        assertThat(layer.accesses().reads()).containsEntry("a", 4L).containsEntry("b", 4L);
    }

    @Test
    void fullyConnectedReadsItsVectorForEveryGroup() {
        TensorUse in = Cases.bytes("in", Shape.hwc(3, 3, 12));
        TensorUse weights = Cases.weights(20, 108);
        Operation dense = new Operation(
                new Operator.FullyConnected(Activation.NONE),
                ImmutableList.of(in, weights),
                ImmutableList.of(Cases.bytes("out", Shape.of(1, 20))));
        LayerCycles layer = cycles(dense, ENGINE);
        assertThat(layer.cycles()).isEqualTo(3 * 9 * 2 + DRAIN);
        assertThat(layer.macs()).isEqualTo(20 * 108);
    }

    /** A view of a dense frame can have whole words for pixels. */
    @Test
    void aDenseFrameOfWholeWordsTakesOneReadForEachWord() {
        TensorUse frame =
                new TensorUse("in", Shape.hwc(3, 3, 16), ElementType.INT8, true, TensorUse.Storage.SCRATCHPAD);
        ImmutableList<TensorUse> outputs = ImmutableList.of(Cases.bytes("out", Shape.of(1, 20)));
        Operator operator = new Operator.FullyConnected(Activation.NONE);
        TensorUse padded = Cases.bytes("in", frame.shape());
        TensorUse weights = Cases.weights(20, 144);
        assertThat(cycles(new Operation(operator, ImmutableList.of(frame, weights), outputs), ENGINE))
                .isEqualTo(cycles(new Operation(operator, ImmutableList.of(padded, weights), outputs), ENGINE));
    }

    @Test
    void aDenseFrameTakesOneReadForEachChannel() {
        TensorUse frame = new TensorUse("in", Shape.hwc(1, 8, 3), ElementType.INT8, true, TensorUse.Storage.SCRATCHPAD);
        Operation plain = weighted(Cases.convolution(Shape.hwc(1, 8, 3), 8, Window.pointwise()), 8, 1, 1, 3);
        Operation operation = new Operation(
                plain.operator(), ImmutableList.of(frame, plain.operands().get(1)), plain.results());
        Engine fast = with(ENGINE, new EngineTiming(0, 1, 13, 1, 1), LoopOrder.GROUP_WINDOW, WeightMemory.UNLIMITED);
        LayerCycles layer = cycles(operation, fast);
        assertThat(layer.accesses().readTotal()).isEqualTo(8 * 3);
        assertThat(layer.cycles()).isEqualTo(8 * 3 + 15);
    }

    @Test
    void narrowWeightMemoriesAreWaitedFor() {
        Engine narrow = with(
                ENGINE,
                ENGINE.timing(),
                LoopOrder.GROUP_WINDOW,
                new WeightMemory(OptionalLong.empty(), OptionalInt.of(24)));
        LayerCycles layer = cycles(CONVOLUTION, narrow);
        assertThat(layer.cycles()).as("64 bytes an issue, 24 a cycle").isEqualTo(16 * 2 * 9 * 2 * 3 + DRAIN);
        assertThat(layer.lost(Loss.WEIGHTS)).isEqualTo(16 * 2 * 9 * 2 * 2);
    }

    @Test
    void whatTheEngineDoesNotRunIsLeftOut() {
        Operation softmax = Cases.unary(new Operator.Softmax(1), Shape.of(1, 10), Shape.of(1, 10));
        assertThat(cycles(softmax, ENGINE).leftOut()).hasValue("left to the host");
        assertThat(cycles(softmax, ENGINE).cycles()).isZero();
        Operation opaque = Cases.unary(new Operator.Opaque("LSTM"), Shape.of(1, 10), Shape.of(1, 10));
        assertThat(cycles(opaque, ENGINE).leftOut()).isPresent();
        TensorUse weights = Cases.bytes("weights", Shape.of(16, 3, 3, 16));
        Operation computed = new Operation(
                CONVOLUTION.operator(),
                ImmutableList.of(CONVOLUTION.operands().get(0), weights),
                CONVOLUTION.results());
        assertThat(cycles(computed, ENGINE).leftOut()).hasValue("weights computed at run time");
    }

    @Test
    void aLineBufferReadsEveryWordOnce() {
        Machine lines = new Machine(
                "lines",
                "test",
                P8.layout(),
                P8.writeGranularity(),
                3,
                P8.groupOrder(),
                P8.traversals(),
                P8.addressing(),
                1,
                OptionalLong.empty());
        LayerCycles layer = ReferenceModel.of(step(CONVOLUTION), lines, ENGINE, false);
        assertThat(layer.accesses().readTotal()).isEqualTo(16 * 2);
        assertThat(layer.cycles()).isEqualTo(cycles(CONVOLUTION, ENGINE).cycles());
    }

    @Property(tries = 1500)
    void isTheLoopNest(@ForAll Random random) {
        Machine machine = machine(random);
        Engine engine = engine(random);
        Step step = randomStep(random);
        boolean stealsCycles = random.nextBoolean();
        LoopNest nest = LoopNest.walk(step, machine, engine, stealsCycles);
        LayerCycles layer = ReferenceModel.of(step, machine, engine, stealsCycles);
        assertThat(layer.cycles()).isEqualTo(nest.cycle);
        assertThat(layer.macs()).isEqualTo(nest.macs);
        assertThat(layer.accesses().readTotal()).isEqualTo(nest.reads);
        assertThat(layer.accesses().writeTotal()).isEqualTo(nest.writes);
        assertThat(layer.accesses().weightReads()).isEqualTo(nest.weightReads);
        assertThat(layer.macs())
                .isEqualTo(WorkBuilder.build(step, machine, engine).macs());
        assertThat(layer.utilisation(engine.macsPerCycle())).isBetween(0.0, 1.0);
    }

    @Property(tries = 500)
    void aSinglePortIsNeverFaster(@ForAll Random random) {
        Machine machine = machine(random);
        Engine engine = engine(random);
        Step step = randomStep(random);
        long single = ReferenceModel.of(step, machine, engine, true).cycles();
        LayerCycles both = ReferenceModel.of(step, machine, engine, false);
        assertThat(single).isGreaterThanOrEqualTo(both.cycles());
        assertThat(single - both.cycles()).isLessThanOrEqualTo(both.accesses().writeTotal());
    }

    /**
     * With the memory, the latencies and the output stage as they are: twice the lanes halve the runs. Of a single port this
     * cannot be said. Where reading pauses for the output stage, a write may go unnoticed; faster reading ends at other moments,
     * and wider groups are written at longer stretches, and may meet the port busy each time (a scheduling anomaly, in the loop
     * nest too).
     */
    @Property(tries = 500)
    void twiceTheLanesAreNeverSlowerBesideAWritePort(@ForAll Random random) {
        Machine machine = machine(random);
        Engine engine = with(
                lanes(engine(random), 1 + random.nextInt(4), 1 + random.nextInt(4)),
                new EngineTiming(2, 1, 9, 1, 1 + random.nextInt(3)),
                LoopOrder.GROUP_WINDOW,
                WeightMemory.UNLIMITED);
        Step step = randomStep(random);
        long before = ReferenceModel.of(step, machine, engine, false).cycles();
        Engine wideInput = lanes(engine, engine.inputLanes() * 2, engine.outputLanes());
        assertThat(ReferenceModel.of(step, machine, wideInput, false).cycles()).isLessThanOrEqualTo(before);
        Engine wideOutput = lanes(engine, engine.inputLanes(), engine.outputLanes() * 2);
        assertThat(ReferenceModel.of(step, machine, wideOutput, false).cycles()).isLessThanOrEqualTo(before);
    }

    /** Sums leave the output stage in 6 cycles. Two of them are written in 2 cycles meanwhile, four in 4. */
    @Test
    void moreOutputLanesMayBeSlowerOnASinglePort() {
        Operation add = sum(Shape.hwc(6, 3, 10));
        Machine bytes = machine(new Layout(8, 1, false), GroupOrder.DESCENDING);
        Engine two = with(
                lanes(ENGINE, 4, 2), new EngineTiming(2, 1, 9, 1, 2), LoopOrder.GROUP_WINDOW, WeightMemory.UNLIMITED);
        Engine four = lanes(two, 4, 4);
        assertThat(ReferenceModel.of(step(add), bytes, two, true).cycles()).isEqualTo(555);
        assertThat(ReferenceModel.of(step(add), bytes, four, true).cycles()).isEqualTo(583);
        assertThat(LoopNest.walk(step(add), bytes, four, true).cycle).isEqualTo(583);
    }

    @Property(tries = 300)
    void bandsOfRowsAddUp(@ForAll Random random) {
        Machine machine = machine(random);
        Engine engine =
                with(engine(random), new EngineTiming(0, 0, 0, 0, 1), LoopOrder.GROUP_WINDOW, WeightMemory.UNLIMITED);
        Step whole = randomStep(random);
        int rows = whole.outputRows().end();
        int cut = rows / 2;
        if (cut == 0) {
            return;
        }
        long macs = IntStream.of(0, cut)
                .mapToLong(first -> ReferenceModel.of(
                                band(whole, first, first == 0 ? cut : rows), machine, engine, true)
                        .macs())
                .sum();
        assertThat(macs)
                .isEqualTo(ReferenceModel.of(whole, machine, engine, true).macs());
    }

    private static Step band(Step step, int first, int end) {
        return Plans.step(0, "band", step.operation(), new RowRange(first, end), step.traversal());
    }

    private static LayerCycles cycles(Operation operation, Engine engine) {
        return ReferenceModel.of(step(operation), P8, engine, false);
    }

    private static Step step(Operation operation) {
        return Plans.step(0, operation, Traversal.FORWARD);
    }

    private static Operation weighted(Operation operation, int... weights) {
        return new Operation(
                operation.operator(),
                ImmutableList.of(operation.operands().get(0), Cases.weights(weights)),
                operation.results());
    }

    private static Operation sum(Shape shape) {
        return new Operation(
                new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE),
                ImmutableList.of(Cases.bytes("a", shape), Cases.bytes("b", shape)),
                ImmutableList.of(Cases.bytes("out", shape)));
    }

    private static Step randomStep(Random random) {
        return Plans.step(0, randomOperation(random), Traversal.values()[random.nextInt(2)]);
    }

    private static Operation randomOperation(Random random) {
        int multiplier = 1 + random.nextInt(3);
        Shape in =
                Shape.of(1 + random.nextInt(2), 1 + random.nextInt(6), 1 + random.nextInt(6), 1 + random.nextInt(20));
        Window window = window(random, in);
        int outputs = 1 + random.nextInt(20);
        return switch (random.nextInt(6)) {
            case 0 ->
                weighted(
                        Cases.convolution(in, outputs, window),
                        outputs,
                        window.kernelHeight(),
                        window.kernelWidth(),
                        in.channels());
            case 1 -> grouped(random, in, window);
            case 2 ->
                weighted(
                        Cases.depthwise(in, multiplier, window),
                        1,
                        window.kernelHeight(),
                        window.kernelWidth(),
                        in.channels() * multiplier);
            case 3 -> Cases.pool(in, window);
            case 4 -> sum(in);
            default ->
                new Operation(
                        new Operator.FullyConnected(Activation.NONE),
                        ImmutableList.of(
                                Cases.bytes("in", in),
                                Cases.weights(outputs, Math.toIntExact(in.elements() / in.batch()))),
                        ImmutableList.of(Cases.bytes("out", Shape.of(in.batch(), outputs))));
        };
    }

    private static Operation grouped(Random random, Shape shape, Window window) {
        int groups = 2 + random.nextInt(3);
        int inputs = 1 + random.nextInt(6);
        int outputs = 1 + random.nextInt(6);
        Shape in = Shape.of(shape.batch(), shape.height(), shape.width(), groups * inputs);
        Operation plain = Cases.convolution(in, groups * outputs, window);
        return weighted(
                new Operation(
                        new Operator.Convolution(window, groups, Activation.NONE), plain.operands(), plain.results()),
                groups * outputs,
                window.kernelHeight(),
                window.kernelWidth(),
                inputs);
    }

    private static Window window(Random random, Shape in) {
        Window window = new Window(
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                1 + random.nextInt(2),
                1 + random.nextInt(2),
                1 + random.nextInt(2),
                1 + random.nextInt(2),
                Padding.NONE);
        int rows = Math.max(0, window.extentHeight() - in.height()) + random.nextInt(2);
        int columns = Math.max(0, window.extentWidth() - in.width()) + random.nextInt(2);
        return window.withPadding(new Padding(rows, random.nextInt(2), columns, random.nextInt(2)));
    }

    private static Machine machine(Random random) {
        return machine(
                new Layout(8 << random.nextInt(4), 1 + random.nextInt(8), false),
                GroupOrder.values()[random.nextInt(2)]);
    }

    private static Machine machine(Layout layout, GroupOrder order) {
        return new Machine(
                "test",
                "made up",
                layout,
                new WriteGranularity.Group(1),
                0,
                order,
                ImmutableSet.copyOf(Traversal.values()),
                Addressing.LINEAR,
                1,
                OptionalLong.empty(),
                Optional.empty());
    }

    private static Engine engine(Random random) {
        return new Engine(
                1 + random.nextInt(8),
                1 + random.nextInt(8),
                Engine.Dataflow.OUTPUT_STATIONARY,
                LoopOrder.values()[random.nextInt(2)],
                Ports.ONE_READ_ONE_WRITE,
                1 + random.nextInt(3),
                new EngineTiming(random.nextInt(4), 1, random.nextInt(20), 1, 1 + random.nextInt(12)),
                random.nextBoolean(),
                new WeightMemory(
                        OptionalLong.empty(),
                        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(80))),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    private static Engine lanes(Engine engine, int inputLanes, int outputLanes) {
        return new Engine(
                inputLanes,
                outputLanes,
                engine.dataflow(),
                engine.loopOrder(),
                engine.ports(),
                engine.portWords(),
                engine.timing(),
                engine.skipsPadding(),
                engine.weights(),
                engine.clockMegahertz(),
                engine.technologyNanometres());
    }

    private static Engine with(Engine engine, EngineTiming timing, LoopOrder order, WeightMemory weights) {
        return new Engine(
                engine.inputLanes(),
                engine.outputLanes(),
                engine.dataflow(),
                order,
                engine.ports(),
                engine.portWords(),
                timing,
                engine.skipsPadding(),
                weights,
                engine.clockMegahertz(),
                engine.technologyNanometres());
    }
}
