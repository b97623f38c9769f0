package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.networks.FeatureMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Words that one or several feature maps live in, with the live range seen so far: a buffer, or once it was joined a part
 * of another home. Parts may be joint tensors themselves.
 *
 * <pre>
 *   y1 --.              buffer of the outer one:   | y1 y2 | y3 |   per pixel
 *   y2 --+-> inner --.                              inner
 *   y3 --------------+-> outer
 * </pre>
 */
final class Home {

    /**
     * Where a part lies in the tensor that it is joined to, in the words of that one.
     *
     * @param joint the tensor that it is a part of
     * @param firstPixel pixels of the joint tensor in front of it
     * @param channelOffset channels of a pixel of the joint tensor in front of it
     * @param amongChannels its pixels are those of the joint tensor and share them with other parts; otherwise it is a
     *     stretch of its own
     */
    record Joint(Home joint, long firstPixel, int channelOffset, boolean amongChannels) {}

    /**
     * Where a part lies in the buffer.
     *
     * @param startElement elements of the buffer in front of it, padding included
     * @param pixelStride channels from one pixel to the next; empty if its pixels follow each other
     */
    private record Position(long startElement, Optional<Integer> pixelStride) {}

    private final FeatureMap written;
    private final boolean dense;
    private final boolean isInput;
    private final List<FeatureMap> maps = new ArrayList<>();
    private final List<Home> parts = new ArrayList<>();
    private Optional<Joint> joined = Optional.empty();
    private int start;
    private int end;
    private boolean isOutput;

    private Home(FeatureMap written, boolean dense, boolean isInput, int start, int end) {
        this.written = written;
        this.dense = dense;
        this.isInput = isInput;
        this.start = start;
        this.end = end;
        maps.add(written);
    }

    /** A network input, there before the first step. */
    static Home ofInput(FeatureMap input, boolean dense) {
        return new Home(input, dense, true, 0, 1);
    }

    static Home writtenAt(int step, FeatureMap map) {
        return new Home(map, false, false, step, step + 1);
    }

    /** What parts will be joined to; it is live when they are. */
    static Home joint(FeatureMap map) {
        return new Home(map, false, false, Integer.MAX_VALUE, 0);
    }

    FeatureMap written() {
        return written;
    }

    /** The buffer's name. */
    String name() {
        return root().written.name();
    }

    boolean dense() {
        return dense;
    }

    boolean isInput() {
        return isInput;
    }

    boolean isJoined() {
        return joined.isPresent();
    }

    boolean isOutput() {
        return root().isOutput;
    }

    int start() {
        return root().start;
    }

    int end() {
        return root().end;
    }

    void neededUntil(int newEnd) {
        root().end = Math.max(root().end, newEnd);
    }

    void becomesOutput() {
        root().isOutput = true;
    }

    void addView(FeatureMap view) {
        maps.add(view);
    }

    /** Becomes a part of a joint tensor, which is live from when its first part is written. */
    void join(Joint place) {
        joined = Optional.of(place);
        Home joint = place.joint;
        joint.parts.add(this);
        joint.start = Math.min(joint.start, start);
        joint.end = Math.max(joint.end, end);
    }

    /** The home that is a buffer. */
    Home root() {
        Home home = this;
        while (home.joined.isPresent()) {
            home = home.joined.get().joint();
        }
        return home;
    }

    /** Whether all that lives here still has its place if other channels come between the pixels. */
    boolean canSharePixels() {
        return maps.stream().allMatch(map -> hasSamePixels(map))
                && parts.stream().allMatch(part -> hasSamePixelsOrShares(part) && part.canSharePixels());
    }

    private boolean hasSamePixelsOrShares(Home part) {
        return part.joined.orElseThrow().amongChannels() || hasSamePixels(part.written);
    }

    /** Whether the pixels of a map here are pixels of this home. */
    boolean hasSamePixels(FeatureMap map) {
        return map.shape().channels() == written.shape().channels();
    }

    /** Whether other channels lie between the pixels. */
    boolean sharesPixels(Layout layout) {
        return position(layout).pixelStride.isPresent();
    }

    /** Every feature map in these words, the written one first. */
    ImmutableList<String> sources() {
        ImmutableList.Builder<String> names = ImmutableList.builder();
        maps.forEach(map -> names.add(map.name()));
        parts.forEach(part -> names.addAll(part.sources()));
        return names.build();
    }

    long sizeWords(Layout layout) {
        return words(written, layout).sizeWords();
    }

    /** What a map that lives here takes of the buffer; empty for all of it. */
    Optional<Slice> slice(FeatureMap map, Layout layout) {
        return joined.isPresent() ? Optional.of(part(map, layout)) : Optional.empty();
    }

    private Slice part(FeatureMap map, Layout layout) {
        Position position = position(layout);
        int bits = map.type().bits();
        int stride = position.pixelStride.orElse(words(map, layout).storedChannels());
        int channelOffset = position.pixelStride.isPresent() ? (int) (position.startElement % stride) : 0;
        long offsetBits = Math.multiplyExact(position.startElement - channelOffset, (long) bits);
        if (offsetBits % layout.wordBits() != 0) {
            throw new AssertionError(map.name() + " starts within a word of " + name());
        }
        return new Slice(root().sizeWords(layout), offsetBits / layout.wordBits(), channelOffset, stride);
    }

    private Position position(Layout layout) {
        if (joined.isEmpty()) {
            return new Position(0, Optional.empty());
        }
        Joint place = joined.get();
        Position outer = place.joint.position(layout);
        int stride = outer.pixelStride.orElse(
                place.joint.words(place.joint.written, layout).storedChannels());
        boolean shares = place.amongChannels
                || (outer.pixelStride.isPresent() && written.shape().pixels() > 1);
        return new Position(
                outer.startElement + place.firstPixel * stride + place.channelOffset,
                shares ? Optional.of(stride) : Optional.empty());
    }

    private TensorLayout words(FeatureMap map, Layout layout) {
        return layout.of(map.shape(), map.type(), dense);
    }
}
