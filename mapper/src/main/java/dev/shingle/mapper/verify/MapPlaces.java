package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where every feature map has to be, given which layers the plan leaves out: a buffer's first source is all of it; a view
 * without a step is where its operand is; the operands of a concatenation without a step are the parts of its result.
 *
 * <p>Both rules are used in both directions until nothing new follows, in practice after two or three rounds: the parts of
 * a joint tensor may be views, joint tensors themselves, or views of such.
 */
final class MapPlaces {

    /**
     * A place in a buffer.
     *
     * @param firstElement elements in front of it, padding included
     * @param pixelStride channels from one pixel to the next; empty if pixels follow each other
     */
    private record Place(Buffer buffer, long firstElement, Optional<Integer> pixelStride) {}

    private final Layout layout;
    private final Map<String, Place> places = new HashMap<>();

    private MapPlaces(Layout layout) {
        this.layout = layout;
    }

    /** Follows from the plan's buffers and the network's layers without steps, in the network's order. */
    static MapPlaces of(Layout layout, Iterable<Buffer> buffers, List<Layer> leftOut) {
        MapPlaces found = new MapPlaces(layout);
        buffers.forEach(buffer -> found.places.put(buffer.name(), new Place(buffer, 0, Optional.empty())));
        int before = -1;
        while (before < found.places.size()) {
            before = found.places.size();
            leftOut.forEach(found::follow);
            ImmutableList.copyOf(leftOut).reverse().forEach(found::follow);
        }
        return found;
    }

    /** The words of a feature map; empty if it has no place. */
    Optional<TensorLayout> wordsOf(FeatureMap map) {
        return Optional.ofNullable(places.get(map.name())).map(place -> {
            TensorLayout own = layout.of(map.shape(), map.type(), place.buffer.dense());
            long firstBit = Math.multiplyExact(place.firstElement, (long) own.elementBits());
            int stride = place.pixelStride.orElse(own.storedChannels());
            return own.within(place.buffer.sizeWords(), firstBit / own.wordBits(), stride);
        });
    }

    /** Whether it is a whole buffer. */
    boolean isWhole(FeatureMap map) {
        return wordsOf(map)
                .map(words -> words.startWord() == 0
                        && words.gapBits() == 0
                        && words.endWord(words.pixels() - 1) == words.sizeWords())
                .orElse(false);
    }

    /** Whether a layer has nothing to do: its operands are already where its result is. */
    boolean hasNothingToDo(Layer layer) {
        if (layer.operator() instanceof Operator.View && !layer.inputs().isEmpty()) {
            Place from = places.get(layer.ifm().name());
            Place to = places.get(layer.ofm().name());
            return from != null && from.equals(to) && isSameMap(layer.ifm(), layer.ofm(), from);
        }
        if (layer.operator() instanceof Operator.Concatenation concatenation) {
            Place joint = places.get(layer.ofm().name());
            return joint != null && copiesNothing(layer, concatenation, joint);
        }
        return false;
    }

    private boolean copiesNothing(Layer layer, Operator.Concatenation concatenation, Place joint) {
        FeatureMap to = layer.ofm();
        List<Place> parts = parts(layer, concatenation.axis(), joint);
        boolean keepsValues = concatenation.activation() == Activation.NONE
                && layer.inputs().size() == layer.operands().size()
                && layer.inputs().stream()
                        .allMatch(part ->
                                part.type() == to.type() && part.quantization().equals(to.quantization()));
        if (!keepsValues || parts.size() != layer.inputs().size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).equals(places.get(layer.inputs().get(i).name()))) {
                return false;
            }
        }
        return true;
    }

    private void follow(Layer layer) {
        if (layer.operator() instanceof Operator.View && !layer.inputs().isEmpty()) {
            followView(layer.ifm(), layer.ofm());
            followView(layer.ofm(), layer.ifm());
        } else if (layer.operator() instanceof Operator.Concatenation concatenation) {
            Place joint = places.get(layer.ofm().name());
            if (joint != null && layer.inputs().size() == layer.operands().size()) {
                List<Place> parts = parts(layer, concatenation.axis(), joint);
                for (int i = 0; i < parts.size(); i++) {
                    places.putIfAbsent(layer.inputs().get(i).name(), parts.get(i));
                }
            }
        }
    }

    private void followView(FeatureMap known, FeatureMap unknown) {
        Place place = places.get(known.name());
        if (place != null && isSameMap(known, unknown, place)) {
            places.putIfAbsent(unknown.name(), place);
        }
    }

    /** Whether both shapes have their elements in the same bits, at that place. */
    private boolean isSameMap(FeatureMap one, FeatureMap other, Place place) {
        TensorLayout first = layout.of(one.shape(), one.type(), place.buffer.dense());
        TensorLayout second = layout.of(other.shape(), other.type(), place.buffer.dense());
        boolean samePixels = first.channels() == second.channels();
        return StructureCheck.sameWords(first, second) && (samePixels || place.pixelStride.isEmpty());
    }

    /** Where the operands of a concatenation are if its result is at {@code joint}; none if they are scattered. */
    private List<Place> parts(Layer layer, int axis, Place joint) {
        Shape to = layer.ofm().shape();
        boolean isChannels = axis == to.rank() - 1;
        boolean sharesPixels = isChannels && to.pixels() > 1;
        long before = to.dimensions().asList().subList(0, axis).stream()
                .mapToLong(Integer::longValue)
                .reduce(1, (a, b) -> a * b);
        if (!sharesPixels && before > 1) {
            return ImmutableList.of();
        }
        int stride = joint.pixelStride.orElse(
                layout.of(to, layer.ofm().type(), joint.buffer.dense()).storedChannels());
        ImmutableList.Builder<Place> parts = ImmutableList.builder();
        long first = joint.firstElement;
        for (FeatureMap part : layer.inputs()) {
            boolean hasGaps = sharesPixels
                    || (joint.pixelStride.isPresent() && part.shape().pixels() > 1);
            parts.add(new Place(joint.buffer, first, hasGaps ? Optional.of(stride) : Optional.empty()));
            first += isChannels ? part.shape().channels() : part.shape().pixels() * stride;
        }
        return parts.build();
    }
}
