package dev.shingle.mapper.schedule;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which concatenations need not copy, and where their parts lie in the joint tensor (docs/model.md section 6).
 *
 * <p>The parts must be feature maps that layers write, each in words of its own that nobody else claims: no inputs, no
 * outputs of the network, no constants, none twice, none that is part of another joint tensor already. The values must go
 * over unchanged. And every part must fill whole words:
 *
 * <pre>
 *   along the channels    | a0 a1 | b0 b1 b2 | pad |      a and b end where a channel padding and a word end, the last
 *                         '------- pixel --------'        part takes the joint tensor's padding
 *   along the first axis  | aaaaaaaaa | bbbbbb |          stretches that end where a word ends, but for the last one
 * </pre>
 *
 * <p>Along any other axis, unless all axes before it have size 1, parts are neither: the concatenation copies.
 */
final class JointTensors {

    private final Layout layout;
    private final ScheduleOptions options;
    private final Set<String> kept = new HashSet<>();

    JointTensors(Network network, Layout layout, ScheduleOptions options) {
        this.layout = layout;
        this.options = options;
        network.outputs().forEach(output -> kept.add(output.name()));
        ImmutableList<Layer> layers = network.layers();
        for (Layer layer : layers.reverse()) {
            // A view of a part may have to be that part, so what is viewed as an output stays whole as well.
            if (layer.operator() instanceof Operator.View
                    && kept.contains(layer.ofm().name())) {
                layer.inputs().forEach(input -> kept.add(input.name()));
            }
        }
    }

    /** Where the parts of a concatenation go in the joint tensor, in operand order; empty if it has to copy. */
    Optional<ImmutableList<Home.Joint>> places(Layer layer, Map<String, Home> homes, Home joint) {
        if (!(layer.operator() instanceof Operator.Concatenation concatenation)
                || !options.joins(layer.name())
                || concatenation.activation() != Activation.NONE
                || layer.inputs().size() < layer.operands().size()) {
            return Optional.empty();
        }
        ImmutableList<Home> parts =
                layer.inputs().stream().map(input -> homes.get(input.name())).collect(toImmutableList());
        boolean areFree = parts.stream().distinct().count() == parts.size()
                && layer.inputs().stream().allMatch(input -> isUnchanged(input, layer.ofm()))
                && parts.stream().noneMatch(part -> part.isJoined() || part.isInput() || isKept(part));
        if (!areFree) {
            return Optional.empty();
        }
        int axis = concatenation.axis();
        Shape to = layer.ofm().shape();
        if (axis == to.rank() - 1 && to.pixels() > 1) {
            return parts.stream().allMatch(Home::canSharePixels) && joint(layer).isPixelAligned()
                    ? amongChannels(layer.inputs(), joint, true)
                    : Optional.empty();
        }
        boolean isFirst = to.dimensions().asList().subList(0, axis).stream().allMatch(size -> size == 1);
        if (!isFirst) {
            return Optional.empty();
        }
        return axis == to.rank() - 1 ? amongChannels(layer.inputs(), joint, false) : stretches(layer.inputs(), joint);
    }

    private boolean isUnchanged(FeatureMap part, FeatureMap whole) {
        return part.type() == whole.type() && part.quantization().equals(whole.quantization());
    }

    private boolean isKept(Home part) {
        return part.sources().stream().anyMatch(kept::contains);
    }

    private TensorLayout joint(Layer layer) {
        return layout.of(layer.ofm().shape(), layer.ofm().type(), false);
    }

    private Optional<ImmutableList<Home.Joint>> amongChannels(
            List<FeatureMap> parts, Home joint, boolean sharesPixels) {
        ImmutableList.Builder<Home.Joint> places = ImmutableList.builder();
        int before = 0;
        for (FeatureMap part : parts) {
            long bits = (long) before * part.type().bits();
            if (before % layout.channelPadding() != 0 || bits % layout.wordBits() != 0) {
                return Optional.empty();
            }
            places.add(new Home.Joint(joint, 0, before, sharesPixels));
            before += part.shape().channels();
        }
        return Optional.of(places.build());
    }

    private Optional<ImmutableList<Home.Joint>> stretches(List<FeatureMap> parts, Home joint) {
        ImmutableList.Builder<Home.Joint> places = ImmutableList.builder();
        long before = 0;
        for (FeatureMap part : parts) {
            long bits = Math.multiplyExact(
                    before, layout.of(part.shape(), part.type(), false).pixelBits());
            if (bits % layout.wordBits() != 0) {
                return Optional.empty();
            }
            places.add(new Home.Joint(joint, before, 0, false));
            before += part.shape().pixels();
        }
        return Optional.of(places.build());
    }
}
