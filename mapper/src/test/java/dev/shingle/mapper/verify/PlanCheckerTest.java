package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.plan.TensorUse.Storage;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.json.NetworkHash;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Plans written by hand: 3x3 convolutions with padding 1 on 4x6x2, whose distance by closed form is p(W+1)Co = 14. */
class PlanCheckerTest {

    private static final Shape SHAPE = Shape.hwc(4, 6, 2);
    private static final int WORDS = 48;
    private static final int DISTANCE = 14;
    private static final Operator CONVOLUTION =
            new Operator.Convolution(Window.square(3, 1, Padding.symmetric(1)), 1, Activation.NONE);
    private static final Network NETWORK = new Network(
            "one",
            ImmutableList.of(map("x")),
            ImmutableList.of(layer("conv", CONVOLUTION, "x", "y")),
            ImmutableList.of(map("y")));

    @Test
    void atTheDistanceItIsSafe() {
        CheckReport report = PlanChecker.check(NETWORK, plan(Traversal.FORWARD, DISTANCE, 0));
        assertThat(report).isEqualTo(new CheckReport.Safe(2 * WORDS, WORDS - DISTANCE, 1, OptionalLong.of(0)));
    }

    @Test
    void oneWordCloserTheFirstLostElementIsNamed() {
        CheckReport report = PlanChecker.check(NETWORK, plan(Traversal.FORWARD, DISTANCE - 1, 0));
        // output (1, 1) is the first that reads x(0, 0) when 14 words are written: word 13 of y lies on word 0 of x
        assertThat(unsafe(report).firstLost()).contains(new LostElement(0, "conv", 1, 1, "x", 0, 13, "y", 13, 0));
    }

    @Test
    void inReverseTheEndsKeepTheDistance() {
        assertThat(PlanChecker.check(NETWORK, plan(Traversal.REVERSE, 0, DISTANCE))
                        .isSafe())
                .isTrue();
        assertThat(unsafe(PlanChecker.check(NETWORK, plan(Traversal.REVERSE, 0, DISTANCE - 1)))
                        .firstLost())
                .contains(new LostElement(0, "conv", 2, 4, "x", 47, 47, "y", 34, 0));
    }

    @Test
    void aWrappingPlanIsSafeAtTheBoundAndNotOneWordBelow() {
        // y starts 14 words below x, modulo the size: at addresses 43.. it wraps
        assertThat(PlanChecker.check(NETWORK, circular(WORDS + DISTANCE, 0, WORDS))
                        .isSafe())
                .isTrue();
        MemoryPlan tooSmall = circular(WORDS + DISTANCE - 1, 0, WORDS);
        assertThat(unsafe(PlanChecker.check(NETWORK, tooSmall)).firstLost()).isPresent();
    }

    @Test
    void aClaimThatIsTooSmallIsRefusedAndALargerOneIsNot() {
        MemoryPlan apart = plan(Traversal.FORWARD, WORDS, 0);
        for (int claimed = 0; claimed < WORDS; claimed++) {
            CheckReport report = PlanChecker.check(NETWORK, withClaim(apart, Distance.ofWords(claimed)));
            assertThat(report.isSafe()).as("claim of %s", claimed).isEqualTo(claimed >= DISTANCE);
        }
        assertThat(unsafe(PlanChecker.check(NETWORK, withClaim(apart, Distance.FREE)))
                        .findings())
                .singleElement()
                .isEqualTo(new Finding.FalseClaim(0, "step 0 (conv), distance of y to x", "free", "14 words"));
    }

    @Test
    void readsOfLaterStepsCount() {
        // y = conv(x); z = x + y: y may not touch x, although the convolution alone would let it
        Network network = new Network(
                "residual",
                ImmutableList.of(map("x")),
                ImmutableList.of(
                        layer("conv", CONVOLUTION, "x", "y"),
                        new Layer(
                                "add",
                                new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE),
                                ImmutableList.of(map("x"), map("y")),
                                ImmutableList.of(map("z")),
                                ImmutableList.of())),
                ImmutableList.of(map("z")));
        ImmutableList<Step> steps = ImmutableList.of(
                step(0, "conv", CONVOLUTION, ImmutableList.of(), "x", "y"),
                step(1, "add", network.layers().get(1).operator(), ImmutableList.of(), "x", "y", "z"));
        MemoryPlan safe = plan(network, steps, ImmutableList.of(at("x", 48, 0, 2), at("y", 0, 0, 2), at("z", 0, 1, 2)));
        assertThat(PlanChecker.check(network, safe).isSafe()).isTrue();
        MemoryPlan lost = plan(network, steps, ImmutableList.of(at("x", 47, 0, 2), at("y", 0, 0, 2), at("z", 0, 1, 2)));
        assertThat(unsafe(PlanChecker.check(network, lost)).firstLost())
                .contains(new LostElement(1, "add", 0, 0, "x", 0, 47, "y", 47, 0));
    }

    @Test
    void theHostReadsTheOutputsAtTheEnd() {
        Network network = new Network("both", NETWORK.inputs(), NETWORK.layers(), ImmutableList.of(map("x"), map("y")));
        MemoryPlan plan = plan(
                network,
                ImmutableList.of(step(0, "conv", CONVOLUTION, ImmutableList.of(), "x", "y")),
                ImmutableList.of(at("x", 20, 0, 1), at("y", 0, 0, 1)));
        assertThat(unsafe(PlanChecker.check(network, plan)).firstLost())
                .contains(new LostElement(1, "host", 0, 0, "x", 0, 20, "y", 20, 0));
    }

    @Test
    void whatWasNeverWrittenIsNamedSo() {
        Network network = new Network(
                "two",
                ImmutableList.of(map("x")),
                ImmutableList.of(layer("first", CONVOLUTION, "x", "y"), layer("second", CONVOLUTION, "y", "z")),
                ImmutableList.of(map("z")));
        MemoryPlan swapped = plan(
                network,
                ImmutableList.of(
                        step(0, "second", CONVOLUTION, ImmutableList.of(), "y", "z"),
                        step(1, "first", CONVOLUTION, ImmutableList.of(), "x", "y")),
                ImmutableList.of(at("x", 0, 0, 2), at("y", 48, 0, 2), at("z", 96, 0, 2)));
        assertThat(unsafe(PlanChecker.check(network, swapped)).firstLost())
                .contains(new LostElement(0, "second", 0, 0, "y", 0, 48, "nothing", -1, -1));
    }

    @Test
    void mismatchesAreFound() {
        MemoryPlan good = plan(Traversal.FORWARD, DISTANCE, 0);
        assertFound(renamed(good, "0"), "network hash");
        assertFound(withMachine(good, machine -> capacity(machine, 61)), "beyond the capacity of 61 words");
        assertFound(withMachine(good, machine -> aligned(machine, 4)), "buffer x starts at word 14");
        assertFound(withPeak(good, 61), "buffer x ends at word 62, beyond the peak of 61 words");
        assertFound(withMachine(good, machine -> Machines.preset("reference-p4").orElseThrow()), "words");
        assertFound(withSteps(good, ImmutableList.of()), "layer conv: found no step");
        Operator other = new Operator.Convolution(Window.square(3, 1, Padding.symmetric(1)), 1, Activation.RELU);
        assertFound(
                withSteps(good, ImmutableList.of(step(0, "conv", other, ImmutableList.of(), "x", "y"))), "operator");
        assertFound(
                withSteps(good, ImmutableList.of(step(0, "con", CONVOLUTION, ImmutableList.of(), "x", "y"))),
                "no such layer");
        assertFound(withSteps(good, ImmutableList.of(step(0, "conv", CONVOLUTION, ImmutableList.of(), "x", "x"))), "x");
        Step half = new Step(
                0,
                "conv",
                ImmutableList.of(),
                good.steps().get(0).operation(),
                new RowRange(0, 3),
                Traversal.FORWARD,
                ImmutableList.of());
        assertFound(withSteps(good, ImmutableList.of(half)), "rows 0 to 4 once");
        assertFound(withBound(good, 63), "lower bound");
        assertFound(
                withMachine(
                        plan(Traversal.REVERSE, 0, DISTANCE),
                        m -> Machines.preset("forward-linear").orElseThrow()),
                "REVERSE");
    }

    @Test
    void aStepThatReadsAnotherBufferOfTheSameShapeIsFound() {
        Network network =
                new Network("spare", ImmutableList.of(map("x"), map("w")), NETWORK.layers(), NETWORK.outputs());
        ImmutableList<Placement> apart = ImmutableList.of(at("x", 0, 0, 1), at("w", 48, 0, 1), at("y", 96, 0, 1));
        Step right = step(0, "conv", CONVOLUTION, ImmutableList.of(), "x", "y");
        Step wrong = step(0, "conv", CONVOLUTION, ImmutableList.of(), "w", "y");
        assertThat(messages(PlanChecker.check(network, plan(network, ImmutableList.of(right), apart))))
                .noneMatch(message -> message.contains("operands"));
        assertThat(messages(PlanChecker.check(network, plan(network, ImmutableList.of(wrong), apart))))
                .anyMatch(message -> message.contains("operands: found w, expected x"));
    }

    @Test
    void onlyNetworkInputsAreDenseAndOnlyWhereTheMachineSaysSo() {
        assertThat(messages(PlanChecker.check(NETWORK, lanes(true, true, false))))
                .isEmpty();
        assertThat(messages(PlanChecker.check(NETWORK, lanes(false, false, false))))
                .isEmpty();
        assertThat(messages(PlanChecker.check(NETWORK, lanes(true, false, false))))
                .contains("buffer x: found padded, expected dense");
        assertThat(messages(PlanChecker.check(NETWORK, lanes(false, true, false))))
                .contains("buffer x: found dense, expected padded");
        assertThat(messages(PlanChecker.check(NETWORK, lanes(true, true, true))))
                .contains("buffer y: found dense, expected padded");
    }

    @Test
    void withoutItsNetworkAPlanMustStillFitItself() {
        Operator doubling =
                new Operator.DepthwiseConvolution(Window.square(3, 1, Padding.symmetric(1)), 2, Activation.NONE);
        MemoryPlan plan = withSteps(
                plan(Traversal.FORWARD, DISTANCE, 0),
                ImmutableList.of(step(0, "conv", doubling, ImmutableList.of(), "x", "y")));
        assertThat(messages(PlanChecker.check(plan))).anyMatch(message -> message.contains("fits its shapes"));
    }

    @Test
    void aCircularScratchpadHoldsABufferOfItsSizeThatStartsWithin() {
        String outside = "the circular scratchpad";
        assertThat(messages(PlanChecker.check(NETWORK, circular(WORDS, 0, WORDS - 1))))
                .isNotEmpty()
                .noneMatch(message -> message.contains(outside));
        assertThat(messages(PlanChecker.check(NETWORK, circular(WORDS, 0, WORDS))))
                .contains("buffer y ends at word 49, beyond the circular scratchpad of 48 words");
        assertThat(messages(PlanChecker.check(NETWORK, circular(WORDS - 1, 0, 0))))
                .contains("buffer x ends at word 48, beyond the circular scratchpad of 47 words");
    }

    @Test
    void onlyBuffersOfOneStepAreLiveTogether() {
        Network network = new Network(
                "two",
                ImmutableList.of(map("x")),
                ImmutableList.of(layer("first", CONVOLUTION, "x", "y"), layer("second", CONVOLUTION, "y", "z")),
                ImmutableList.of(map("z")));
        MemoryPlan plan = plan(
                network,
                ImmutableList.of(
                        step(0, "first", CONVOLUTION, ImmutableList.of(), "x", "y"),
                        step(1, "second", CONVOLUTION, ImmutableList.of(), "y", "z")),
                ImmutableList.of(at("x", 0, 0, 1), at("y", 48, 0, 2), at("z", 96, 1, 2)));
        PlanClearances clearances = new PlanClearances(new PlanIndex(plan));
        boolean[][] together = {{true, true, false}, {true, true, true}, {false, true, true}};
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                assertThat(clearances.liveTogether(a, b)).as("%s and %s", a, b).isEqualTo(together[a][b]);
            }
        }
        assertThat(clearances.decidingStep(0, 1)).isZero();
        assertThat(clearances.decidingStep(2, 1)).isEqualTo(1);
        assertThat(clearances.decidingStep(0, 2)).isEqualTo(ClearanceTable.NO_STEP);
    }

    @Test
    void aCertificateOfABrokenPlanIsRejectedForThePlan() {
        MemoryPlan good = certified(plan(Traversal.FORWARD, DISTANCE, 0));
        assertThat(CertificateChecker.check(good).orElseThrow().isCertified()).isTrue();
        assertThat(CertificateChecker.check(NETWORK, good).orElseThrow().isCertified())
                .isTrue();
        MemoryPlan broken = certified(withSteps(
                plan(Traversal.FORWARD, DISTANCE, 0),
                ImmutableList.of(step(0, "conv", CONVOLUTION, ImmutableList.of(), "x", "z"))));
        assertThat(CertificateChecker.check(broken).orElseThrow())
                .isInstanceOfSatisfying(
                        CertificateVerdict.Rejected.class,
                        rejected -> assertThat(rejected.where()).isEqualTo("plan"));
        MemoryPlan stranger = certified(renamed(plan(Traversal.FORWARD, DISTANCE, 0), "0"));
        assertThat(CertificateChecker.check(stranger).orElseThrow().isCertified())
                .isTrue();
        assertThat(CertificateChecker.check(NETWORK, stranger).orElseThrow().isCertified())
                .isFalse();
    }

    /** At 62 words, which both buffers need, y 14 words below x. */
    private static MemoryPlan certified(MemoryPlan p) {
        long words = WORDS + DISTANCE;
        return new MemoryPlan(
                p.network(),
                p.networkHash(),
                p.machine(),
                p.planner(),
                p.placements(),
                p.steps(),
                p.inputs(),
                p.outputs(),
                words,
                new MemoryPlan.Bound(words, "by step"),
                Optional.of(new Certificate.StepBound(words, 0, ImmutableList.of(0, 1))));
    }

    /** Words of 64 bits, two channels padded to eight: 24 words padded, 6 dense. */
    private static MemoryPlan lanes(boolean denseFrames, boolean xIsDense, boolean yIsDense) {
        Layout layout = new Layout(64, 8, denseFrames);
        MemoryPlan plan = plan(Traversal.FORWARD, 0, 0);
        Operation operation =
                new Operation(CONVOLUTION, ImmutableList.of(use("x", xIsDense)), ImmutableList.of(use("y", yIsDense)));
        Step step = new Step(
                0, "conv", ImmutableList.of(), operation, new RowRange(0, 4), Traversal.FORWARD, ImmutableList.of());
        return withMachine(
                plan(NETWORK, ImmutableList.of(step), ImmutableList.of(at("x", 24, xIsDense), at("y", 0, yIsDense))),
                m -> machine(m, layout, m.addressing(), 1, m.capacityBytes()));
    }

    private static TensorUse use(String name, boolean dense) {
        return new TensorUse(name, SHAPE, ElementType.INT8, dense, Storage.SCRATCHPAD);
    }

    private static Placement at(String name, long offset, boolean dense) {
        return new Placement(
                new Buffer(
                        name,
                        ImmutableList.of(name),
                        SHAPE,
                        ElementType.INT8,
                        dense,
                        dense ? 6 : 24,
                        new LiveRange(0, 1)),
                offset);
    }

    private static ImmutableList<String> messages(CheckReport report) {
        return report instanceof CheckReport.Unsafe unsafe
                ? unsafe.findings().stream().map(Finding::message).collect(ImmutableList.toImmutableList())
                : ImmutableList.of();
    }

    private static void assertFound(MemoryPlan plan, String text) {
        assertThat(unsafe(PlanChecker.check(NETWORK, plan)).findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.contains(text))
                .noneMatch(message -> message.contains("\n"));
    }

    private static CheckReport.Unsafe unsafe(CheckReport report) {
        assertThat(report).isInstanceOf(CheckReport.Unsafe.class);
        return (CheckReport.Unsafe) report;
    }

    private static FeatureMap map(String name) {
        return new FeatureMap(name, SHAPE, ElementType.INT8);
    }

    private static Layer layer(String name, Operator operator, String from, String to) {
        return new Layer(name, operator, ImmutableList.of(map(from)), ImmutableList.of(map(to)), ImmutableList.of());
    }

    private static TensorUse use(String name) {
        return new TensorUse(name, SHAPE, ElementType.INT8, false, Storage.SCRATCHPAD);
    }

    private static Step step(
            int index, String layer, Operator operator, ImmutableList<Step.DistanceClaim> claims, String... names) {
        ImmutableList.Builder<TensorUse> operands = ImmutableList.builder();
        for (int i = 0; i < names.length - 1; i++) {
            operands.add(use(names[i]));
        }
        Operation operation = new Operation(operator, operands.build(), ImmutableList.of(use(names[names.length - 1])));
        return new Step(index, layer, ImmutableList.of(), operation, new RowRange(0, 4), Traversal.FORWARD, claims);
    }

    private static Placement at(String name, long offset, int start, int end) {
        return new Placement(
                new Buffer(
                        name, ImmutableList.of(name), SHAPE, ElementType.INT8, false, WORDS, new LiveRange(start, end)),
                offset);
    }

    private static MemoryPlan plan(Network network, ImmutableList<Step> steps, ImmutableList<Placement> placements) {
        return new MemoryPlan(
                network.name(),
                NetworkHash.of(network),
                Machines.standard(),
                "hand",
                placements,
                steps,
                network.inputs().stream().map(FeatureMap::name).collect(ImmutableList.toImmutableList()),
                network.outputs().stream().map(FeatureMap::name).collect(ImmutableList.toImmutableList()),
                placements.stream().mapToLong(Placement::endWords).max().orElse(0),
                new MemoryPlan.Bound(0, "none"));
    }

    private static MemoryPlan plan(Traversal traversal, long x, long y) {
        Step forward = step(
                0,
                "conv",
                CONVOLUTION,
                ImmutableList.of(new Step.DistanceClaim("x", "y", Distance.ofWords(DISTANCE))),
                "x",
                "y");
        Step step = new Step(
                0,
                "conv",
                ImmutableList.of(),
                forward.operation(),
                forward.outputRows(),
                traversal,
                forward.distances());
        return plan(NETWORK, ImmutableList.of(step), ImmutableList.of(at("x", x, 0, 1), at("y", y, 0, 1)));
    }

    private static MemoryPlan circular(long modulus, long x, long y) {
        MemoryPlan plan = plan(Traversal.FORWARD, x, y);
        return withPeak(withMachine(plan, PlanCheckerTest::wrapping), modulus);
    }

    private static Machine wrapping(Machine m) {
        return machine(m, Layout.bytes(), Addressing.CIRCULAR, 1, m.capacityBytes());
    }

    private static Machine aligned(Machine m, int words) {
        return machine(m, m.layout(), m.addressing(), words, m.capacityBytes());
    }

    private static Machine capacity(Machine m, long bytes) {
        return machine(m, m.layout(), m.addressing(), 1, OptionalLong.of(bytes));
    }

    private static Machine machine(
            Machine m, Layout layout, Addressing addressing, int alignmentWords, OptionalLong capacityBytes) {
        return new Machine(
                m.name(),
                m.source(),
                layout,
                m.writeGranularity(),
                0,
                m.groupOrder(),
                m.traversals(),
                addressing,
                alignmentWords,
                capacityBytes);
    }

    private static MemoryPlan withMachine(MemoryPlan p, UnaryOperator<Machine> change) {
        return copy(
                p,
                p.networkHash(),
                change.apply(p.machine()),
                p.steps(),
                p.peakWords(),
                p.bound().words());
    }

    private static MemoryPlan withPeak(MemoryPlan p, long peak) {
        return copy(p, p.networkHash(), p.machine(), p.steps(), peak, p.bound().words());
    }

    private static MemoryPlan withBound(MemoryPlan p, long bound) {
        return copy(p, p.networkHash(), p.machine(), p.steps(), p.peakWords(), bound);
    }

    private static MemoryPlan withSteps(MemoryPlan p, ImmutableList<Step> steps) {
        return copy(
                p, p.networkHash(), p.machine(), steps, p.peakWords(), p.bound().words());
    }

    private static MemoryPlan renamed(MemoryPlan p, String hash) {
        return copy(p, hash, p.machine(), p.steps(), p.peakWords(), p.bound().words());
    }

    private static MemoryPlan withClaim(MemoryPlan p, Distance distance) {
        Step step =
                step(0, "conv", CONVOLUTION, ImmutableList.of(new Step.DistanceClaim("x", "y", distance)), "x", "y");
        return withSteps(p, ImmutableList.of(step));
    }

    private static MemoryPlan copy(
            MemoryPlan p, String hash, Machine machine, ImmutableList<Step> steps, long peak, long bound) {
        return new MemoryPlan(
                p.network(),
                hash,
                machine,
                p.planner(),
                p.placements(),
                steps,
                p.inputs(),
                p.outputs(),
                peak,
                new MemoryPlan.Bound(bound, "none"));
    }
}
