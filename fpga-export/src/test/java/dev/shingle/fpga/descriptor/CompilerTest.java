package dev.shingle.fpga.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class CompilerTest {

    private static final Accelerator LANES_4 = Accelerator.ofLanes(4);

    @Test
    void refusesWhatCannotBeRun() {
        refused(net((net, image) -> net.softmax("odd", image)), "odd: SOFTMAX is none of the accelerator's operators");
        refused(
                net((net, image) -> net.append(
                        "odd",
                        new Operator.Elementwise(Operator.Elementwise.Kind.SUBTRACT, Activation.NONE),
                        ImmutableList.of(image, net.maxPool("pool", image, Window.square(1, 1, Padding.NONE))),
                        image.shape())),
                "odd: a subtraction; factors have no sign here, but a sum can be run: change that of the weights before");
        refused(
                net((net, image) -> net.groupedConvolution("odd", image, 8, Window.pointwise(), 2, Activation.NONE)),
                "odd: a convolution of 2 groups");
        refused(
                net((net, image) -> net.depthwise("odd", image, 2, Window.pointwise(), Activation.NONE)),
                "odd: a depthwise convolution of 8 channels with multiplier 2; only that of a single channel can be run");
        refused(
                net((net, image) -> net.resize("odd", Operator.Resize.Mode.NEAREST, image, 9, 12)),
                "odd: a change of size from 6x6 to 9x12; only whole factors can be run");
        refused(
                net((net, image) -> net.resize("odd", Operator.Resize.Mode.BILINEAR, image, 12, 12)),
                "odd: BILINEAR interpolation");
        refused(
                net((net, image) -> net.convolution("odd", image, 8, Window.pointwise(), Activation.TANH)),
                "odd: activation TANH");
        refused(
                net((net, image) -> net.append(
                        "odd",
                        new Operator.Pool(
                                Operator.Pool.Kind.AVERAGE,
                                Window.square(3, 1, Padding.symmetric(1)),
                                true,
                                Activation.NONE),
                        ImmutableList.of(image),
                        image.shape())),
                "odd: image and odd have different scales or zero points");
    }

    @Test
    void refusesOtherTypes() {
        NetworkBuilder net = new NetworkBuilder("bytes", ElementType.UINT8);
        FeatureMap image = net.input("image", Shape.hwc(6, 6, 8));
        net.output(net.convolution("odd", image, 8, Window.pointwise(), Activation.NONE));
        refused(net.build(), "odd: image is of type UINT8; only int8 can be run");
    }

    @Test
    void refusesDenseFramesButForConvolutions() {
        NetworkBuilder net = new NetworkBuilder("gray", ElementType.INT8);
        FeatureMap image = net.input("image", Shape.hwc(6, 6, 1));
        net.output(net.maxPool("odd", image, Window.square(2, 2, Padding.NONE)));
        refused(net.build(), "odd: image is a dense frame; only convolutions read those");
    }

    /** A result in a finer scale than the products would need a shift to the left. */
    @Test
    void refusesLeftShifts() {
        Network network =
                net((net, image) -> net.convolution("odd", image, 1, Border.SAME.window(image, 3, 1), Activation.NONE));
        Layer layer = network.layers().get(0);
        FeatureMap fine =
                new FeatureMap("odd", layer.ofm().shape(), ElementType.INT8, Quantization.perTensor(0.00001, 0));
        Layer shifted = new Layer("odd", layer.operator(), layer.operands(), ImmutableList.of(fine), layer.sources());
        assertThat(compile(
                                new Network("net", network.inputs(), ImmutableList.of(shifted), ImmutableList.of(fine)),
                                LANES_4)
                        .toString())
                .startsWith("odd: the factor of output channel 0 is ")
                .endsWith("; the accelerator shifts to the right only, so it must be below 1");
    }

    /** A change of scale may shift to the left, but not as far as a weight of 8 bits cannot go. */
    @Test
    void refusesScalesThatAreFarTooFine() {
        assertThat(rescaled(0.016)).isInstanceOf(ProgramResult.Compiled.class);
        assertThat(rescaled(0.015))
                .hasToString("odd: image becomes odd, whose numbers are 2^7 times as large; at most 2^6 can be run");
    }

    private static ProgramResult rescaled(double scale) {
        FeatureMap image =
                new FeatureMap("image", Shape.hwc(6, 6, 8), ElementType.INT8, Quantization.perTensor(1.0, 0));
        FeatureMap fine =
                new FeatureMap("odd", Shape.hwc(6, 6, 8), ElementType.INT8, Quantization.perTensor((float) scale, 0));
        Layer layer = new Layer(
                "odd",
                Operator.Pointwise.of(Operator.Pointwise.Function.QUANTIZE),
                ImmutableList.of(image),
                ImmutableList.of(fine),
                ImmutableList.of());
        return compile(
                new Network("net", ImmutableList.of(image), ImmutableList.of(layer), ImmutableList.of(fine)), LANES_4);
    }

    @Test
    void refusesWhatHasNothingToCompute() {
        refused(net((net, image) -> net.view("flat", image, Shape.of(1, 288))), "net: there is nothing to compute");
    }

    @Test
    void refusesWhatTheCountersCannotHold() {
        NetworkBuilder net = new NetworkBuilder("wide", ElementType.INT8);
        FeatureMap image = net.input("image", Shape.hwc(1, 40, 8));
        net.output(net.convolution("odd", image, 8, Window.pointwise(), Activation.NONE));
        Accelerator narrow = new Accelerator(4, 5, false, false, Rounding.TFLITE);
        assertThat(compile(net.build(), narrow)).hasToString("odd: its width is 40; at most 32 can be counted");
    }

    @Test
    void refusesPlansOfOtherMachines() {
        Network network = net((net, image) -> net.convolution("fine", image, 8, Window.pointwise(), Activation.NONE));
        assertThat(compile(network, Accelerator.ofLanes(8), "reference-p4"))
                .hasToString("net: the plan is for words of 32 bits with channels padded to 4;"
                        + " here a word is 8 int8 channels");
        assertThat(compile(network, LANES_4, "reference-p4")).isInstanceOf(ProgramResult.Compiled.class);
    }

    @Test
    void theHostTakesOverBehindTheLastLayers() {
        NetworkBuilder net = new NetworkBuilder("heads", ElementType.INT8);
        FeatureMap image = net.input("image", Shape.hwc(6, 6, 8));
        FeatureMap a = net.convolution("a", image, 8, Window.pointwise(), Activation.NONE);
        FeatureMap b = net.convolution("b", a, 8, Window.square(2, 2, Padding.NONE), Activation.NONE);
        FeatureMap flatA = net.view("flat-a", a, Shape.of(1, 36, 8));
        FeatureMap flatB = net.view("flat-b", b, Shape.of(1, 9, 8));
        FeatureMap pooled = net.maxPool("pooled", b, Window.square(3, 3, Padding.NONE));
        FeatureMap vector = net.view("vector", pooled, Shape.of(1, 8));
        FeatureMap classes = net.fullyConnected("classes", vector, 3, Activation.NONE);
        net.output(net.append(
                "boxes",
                new Operator.Concatenation(1, Activation.NONE),
                ImmutableList.of(flatA, flatB),
                Shape.of(1, 45, 8)));
        net.output(net.softmax("scores", classes));

        HostTail tail = HostTail.of(net.build());

        assertThat(tail.host()).extracting(Layer::name).containsExactly("flat-a", "flat-b", "boxes", "scores");
        assertThat(tail.accelerated().layers())
                .extracting(Layer::name)
                .containsExactly("a", "b", "pooled", "vector", "classes");
        assertThat(tail.accelerated().outputs()).containsExactly(a, b, classes);
        assertThat(compile(tail.accelerated(), LANES_4)).isInstanceOf(ProgramResult.Compiled.class);
    }

    private static void refused(Network network, String message) {
        assertThat(compile(network, LANES_4))
                .isInstanceOf(ProgramResult.Refused.class)
                .hasToString(message);
    }

    private static Network net(BiFunction<NetworkBuilder, FeatureMap, FeatureMap> layer) {
        NetworkBuilder net = new NetworkBuilder("net", ElementType.INT8);
        FeatureMap image = net.input("image", Shape.hwc(6, 6, 8));
        return net.output(layer.apply(net, image)).build();
    }

    private static ProgramResult compile(Network network, Accelerator accelerator) {
        return compile(network, accelerator, "reference-p4");
    }

    private static ProgramResult compile(Network network, Accelerator accelerator, String preset) {
        Machine machine = Machines.preset(preset).orElseThrow();
        PlanningResult planned = new NetworkPlanner(new OverlapPlanner())
                .plan(Schedule.of(network, machine), PlanningOptions.defaults());
        MemoryPlan plan = ((PlanningResult.Planned) planned).plan();
        return Compiler.compile(network, plan, accelerator);
    }
}
