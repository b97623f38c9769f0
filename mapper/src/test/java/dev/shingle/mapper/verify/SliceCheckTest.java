package dev.shingle.mapper.verify;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.plan.TensorUse.Storage;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.json.NetworkHash;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * A joint tensor of two parts with 4 and 8 of the 12 channels of 2 x 3 pixels, by hand; then everything about it wrong.
 *
 * <pre>
 *   x -a-> a --.
 *   x -b-> b --+-> join -c-> y
 * </pre>
 */
class SliceCheckTest {

    private static final Slice A = new Slice(72, 0, 0, 12);
    private static final Slice B = new Slice(72, 0, 4, 12);

    private static final FeatureMap X = map("x", 4);
    private static final FeatureMap PART_A = map("a", 4);
    private static final FeatureMap PART_B = map("b", 8);
    private static final FeatureMap JOINT = map("join", 12);
    private static final FeatureMap Y = map("y", 4);
    private static final Operator POINTWISE = new Operator.Convolution(Window.pointwise(), 1, Activation.NONE);
    private static final Network NETWORK = new Network(
            "join",
            ImmutableList.of(X),
            ImmutableList.of(
                    layer("la", POINTWISE, PART_A, X),
                    layer("lb", POINTWISE, PART_B, X),
                    layer("lj", new Operator.Concatenation(3, Activation.NONE), JOINT, PART_A, PART_B),
                    layer("lc", POINTWISE, Y, JOINT)),
            ImmutableList.of(Y));

    private static FeatureMap map(String name, int channels) {
        return new FeatureMap(name, Shape.hwc(2, 3, channels), ElementType.INT8);
    }

    private static Layer layer(String name, Operator operator, FeatureMap result, FeatureMap... operands) {
        return new Layer(name, operator, ImmutableList.copyOf(operands), ImmutableList.of(result), ImmutableList.of());
    }

    private static TensorUse whole(FeatureMap map) {
        return new TensorUse(map.name(), map.shape(), map.type(), false, Storage.SCRATCHPAD);
    }

    private static TensorUse part(FeatureMap map, Slice slice) {
        return new TensorUse("join", map.shape(), map.type(), false, Storage.SCRATCHPAD).as(slice);
    }

    private static Step step(int index, String layer, TensorUse from, TensorUse to) {
        return new Step(
                index,
                layer,
                ImmutableList.of(),
                new Operation(POINTWISE, ImmutableList.of(from), ImmutableList.of(to)),
                new RowRange(0, 2),
                Traversal.FORWARD,
                ImmutableList.of());
    }

    private static Placement placement(FeatureMap map, long offset, int start, int end, String... others) {
        ImmutableList<String> sources =
                ImmutableList.<String>builder().add(map.name()).add(others).build();
        Buffer buffer = new Buffer(
                map.name(), sources, map.shape(), map.type(), false, map.shape().elements(), new LiveRange(start, end));
        return new Placement(buffer, offset);
    }

    private static MemoryPlan plan(Machine machine, long offsetOfX, Step... steps) {
        ImmutableList<Placement> placements = ImmutableList.of(
                placement(X, offsetOfX, 0, 2), placement(JOINT, 0, 0, 3, "a", "b"), placement(Y, 200, 2, 3));
        return new MemoryPlan(
                "join",
                NetworkHash.of(NETWORK),
                machine,
                "by hand",
                placements,
                ImmutableList.copyOf(steps),
                ImmutableList.of("x"),
                ImmutableList.of("y"),
                224,
                new MemoryPlan.Bound(0, "none"));
    }

    private static Machine bytes() {
        return Machines.preset("byte-pixel").orElseThrow();
    }

    private static MemoryPlan plan(Slice a, Slice b) {
        return plan(
                bytes(),
                100,
                step(0, "la", whole(X), part(PART_A, a)),
                step(1, "lb", whole(X), part(PART_B, b)),
                step(2, "lc", whole(JOINT), whole(Y)));
    }

    private static void refuses(MemoryPlan plan, String message) {
        assertThat(PlanChecker.check(NETWORK, plan))
                .isInstanceOfSatisfying(
                        CheckReport.Unsafe.class,
                        unsafe -> assertThat(unsafe.findings().stream()
                                        .map(Finding::toString)
                                        .collect(toImmutableList()))
                                .anySatisfy(finding -> assertThat(finding).contains(message)));
    }

    @Test
    void aSoundPlanIsSafe() {
        assertThat(PlanChecker.check(NETWORK, plan(A, B)).isSafe()).isTrue();
    }

    @Test
    void partsInTheWrongOrder() {
        MemoryPlan swapped = plan(new Slice(72, 0, 8, 12), new Slice(72, 0, 0, 12));
        assertThat(PlanChecker.check(swapped).isSafe())
                .as("nothing is lost, but channels are confused")
                .isTrue();
        refuses(swapped, "place of a");
    }

    @Test
    void partsThatTouch() {
        refuses(plan(A, new Slice(72, 0, 3, 12)), "words written by two layers");
    }

    @Test
    void partsBeyondTheBuffer() {
        refuses(plan(A, new Slice(72, 0, 5, 12)), "words [5, 73)");
        refuses(plan(A, new Slice(72, 71, 4, 12)), "words [75, ");
        refuses(plan(A, new Slice(72, 0, 4, Integer.MAX_VALUE)), "pixels beyond the buffer");
        refuses(plan(A, new Slice(73, 0, 4, 12)), "a slice of 73 words");
        refuses(plan(A, new Slice(72, 0, 0, 7)), "8 channels every 7");
    }

    @Test
    void aPartThatNobodyWrites() {
        MemoryPlan unwritten =
                plan(bytes(), 100, step(0, "la", whole(X), part(PART_A, A)), step(1, "lc", whole(JOINT), whole(Y)));
        refuses(unwritten, "reads word 4 of join at address 4, where nothing was written");
        refuses(unwritten, "layer lb");
    }

    @Test
    void aWholeBufferInPlaceOfAPart() {
        refuses(
                plan(
                        bytes(),
                        100,
                        step(0, "la", whole(X), whole(JOINT)),
                        step(1, "lb", whole(X), part(PART_B, B)),
                        step(2, "lc", whole(JOINT), whole(Y))),
                "shape of join");
    }

    @Test
    void anOperandBetweenThePixelsOfThePartThatIsWrittenLast() {
        // x lies on words 48 .. 71 of the joint tensor. Writing a takes the words 48 .. 51 from it.
        refuses(
                plan(
                        bytes(),
                        48,
                        step(0, "la", whole(X), part(PART_A, A)),
                        step(1, "lb", whole(X), part(PART_B, B)),
                        step(2, "lc", whole(JOINT), whole(Y))),
                "reads word 0 of x at address 48, where word 48 of join was written at step 0");
    }

    @Test
    void partsOfAWord() {
        Machine words = new Machine(
                "words",
                "test",
                new Layout(64, 1, false),
                bytes().writeGranularity(),
                0,
                bytes().groupOrder(),
                ImmutableSet.copyOf(Traversal.values()),
                bytes().addressing(),
                1,
                OptionalLong.empty());
        Buffer joint = new Buffer(
                "join", ImmutableList.of("join"), JOINT.shape(), JOINT.type(), false, 9, new LiveRange(0, 3));
        assertThat(SliceRules.problem(part(PART_B, new Slice(9, 0, 4, 12)), joint, words.layout()))
                .contains("words that are shared with other parts");
        assertThat(SliceRules.problem(part(PART_B, new Slice(9, 0, 0, 16)), joint, words.layout()))
                .contains("pixels beyond the buffer");
        assertThat(SliceRules.problem(part(PART_B, new Slice(9, 1, 0, 8)), joint, words.layout()))
                .isEmpty();
        assertThat(SliceRules.problem(part(map("c", 3), new Slice(9, 1, 0, 3)), joint, words.layout()))
                .as("18 bytes end within a word, and more follows")
                .contains("words that are shared with other parts");
        assertThat(SliceRules.problem(part(map("c", 3), new Slice(9, 6, 0, 3)), joint, words.layout()))
                .as("at the buffer's end")
                .isEmpty();
    }

    @Test
    void whetherPartsMeetIsWhatTheirWordsSay() {
        Layout layout = Layout.bytes();
        for (int offset = 0; offset < 30; offset++) {
            for (int stride = 4; stride < 9; stride++) {
                TensorUse one = part(PART_A, new Slice(100, 10, 0, 7));
                TensorUse other = part(PART_A, new Slice(100, offset, 0, stride));
                ImmutableSet<Long> words = wordsOf(one, layout);
                boolean meet = wordsOf(other, layout).stream().anyMatch(words::contains);
                assertThat(SliceRules.areApart(one, other, layout))
                        .as("offset %s, stride %s", offset, stride)
                        .isEqualTo(!meet);
            }
        }
    }

    private static ImmutableSet<Long> wordsOf(TensorUse use, Layout layout) {
        ImmutableSet.Builder<Long> words = ImmutableSet.builder();
        for (long pixel = 0; pixel < use.shape().pixels(); pixel++) {
            for (int channel = 0; channel < use.shape().channels(); channel++) {
                words.add(use.layoutOn(layout).firstWord(pixel, channel));
            }
        }
        return words.build();
    }
}
