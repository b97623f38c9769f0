package dev.shingle.networks.written;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Layers that move elements. */
final class Movements {

    private final WritableNetworks net;
    private final Random random;

    Movements(WritableNetworks net) {
        this.net = net;
        this.random = net.random();
    }

    void any(FeatureMap map) {
        int rank = map.shape().rank();
        if (rank == 0 || rank > 4 || map.type() != net.type()) {
            return;
        }
        switch (random.nextInt(9)) {
            case 0 -> concatenation(map);
            case 1 -> split(map);
            case 2 -> pad(map);
            case 3 -> transpose(map);
            case 4 -> slice(map);
            case 5 -> reshape(map, new Operator.Reshape());
            case 6 -> reshape(map, new Operator.View());
            case 7 -> shapeOf(map);
            default -> move(new Operator.Pack(random.nextInt(rank)), map, map);
        }
    }

    void ofImage(FeatureMap map) {
        if (map.type() != net.type()) {
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> resize(map);
            case 1 -> move(new Operator.DepthToSpace(2), map);
            case 2 -> move(new Operator.SpaceToDepth(2), map);
            case 3 -> move(new Operator.SpaceToBatch(2, 1, new Padding(0, random.nextInt(2), 0, 1)), map);
            default -> move(new Operator.BatchToSpace(1, 2, new Padding(0, 0, random.nextInt(2), 0)), map);
        }
    }

    private void move(Operator operator, FeatureMap... maps) {
        net.add(net.name(), operator, ImmutableList.copyOf(maps), maps[0].quantization());
    }

    private void concatenation(FeatureMap map) {
        Activation activation = random.nextInt(3) == 0 ? net.activation() : Activation.NONE;
        move(new Operator.Concatenation(random.nextInt(map.shape().rank()), activation), map, map);
    }

    private void split(FeatureMap map) {
        int axis = random.nextInt(map.shape().rank());
        int extent = map.shape().dimension(axis);
        int first = 1 + random.nextInt(extent);
        int[] sizes = first == extent ? new int[] {extent} : new int[] {first, extent - first};
        String name = net.name();
        List<FeatureMap> parts = new ArrayList<>();
        for (int size : sizes) {
            int[] dimensions = map.shape().dimensions().toArray();
            dimensions[axis] = size;
            parts.add(new FeatureMap(name + "/" + parts.size(), Shape.of(dimensions), map.type(), map.quantization()));
        }
        net.add(name, new Operator.Split(axis), ImmutableList.of(map), parts);
    }

    private void resize(FeatureMap map) {
        boolean align = random.nextInt(3) == 0;
        Operator operator =
                new Operator.Resize(net.any(Operator.Resize.Mode.values()), align, !align && random.nextBoolean());
        Shape shape = Shape.of(
                map.shape().dimension(0),
                1 + random.nextInt(9),
                1 + random.nextInt(9),
                map.shape().channels());
        net.add(net.name(), operator, ImmutableList.of(map), shape, map.quantization());
    }

    private void pad(FeatureMap map) {
        Operator.Pad.Mode mode = net.any(Operator.Pad.Mode.values());
        int[] before = new int[map.shape().rank()];
        int[] after = new int[map.shape().rank()];
        for (int i = 0; i < before.length; i++) {
            before[i] = random.nextInt(2);
            after[i] = random.nextInt(2);
        }
        Operator operator = new Operator.Pad(ImmutableIntArray.copyOf(before), ImmutableIntArray.copyOf(after), mode);
        String name = net.name();
        boolean fills = mode == Operator.Pad.Mode.CONSTANT && random.nextBoolean();
        Constant fill = net.constant(name + "/fill", Shape.of(1), map.type(), map.quantization());
        net.add(name, operator, fills ? ImmutableList.of(map, fill) : ImmutableList.of(map), map.quantization());
    }

    private void transpose(FeatureMap map) {
        List<Integer> axes =
                new ArrayList<>(IntStream.range(0, map.shape().rank()).boxed().toList());
        Collections.shuffle(axes, random);
        move(new Operator.Transpose(ImmutableIntArray.copyOf(axes)), map);
    }

    private void slice(FeatureMap map) {
        boolean plain = random.nextBoolean();
        int rank = map.shape().rank();
        int[] begin = new int[rank];
        int[] stride = new int[rank];
        int[] size = new int[rank];
        for (int i = 0; i < rank; i++) {
            int extent = map.shape().dimension(i);
            begin[i] = random.nextInt(extent);
            stride[i] = plain ? 1 : net.any(-2, -1, 1, 2);
            int most = stride[i] > 0 ? (extent - 1 - begin[i]) / stride[i] + 1 : begin[i] / -stride[i] + 1;
            size[i] = 1 + random.nextInt(most);
        }
        Operator operator = new Operator.Slice(ImmutableIntArray.copyOf(begin), ImmutableIntArray.copyOf(stride));
        net.add(net.name(), operator, ImmutableList.of(map), Shape.of(size), map.quantization());
    }

    private void reshape(FeatureMap map, Operator operator) {
        Shape shape = map.shape();
        int elements = (int) shape.elements();
        int channels = shape.channels();
        Shape target = net.any(
                Shape.of(elements),
                Shape.of(1, elements),
                Shape.of(elements / channels, channels),
                Shape.of(1, elements / channels, 1, channels),
                Shape.of(1, 1, elements / channels, 1, channels));
        net.add(net.name(), operator, ImmutableList.of(map), target, map.quantization());
    }

    private void shapeOf(FeatureMap map) {
        String name = net.name();
        ElementType type = net.any(ElementType.INT32, ElementType.INT64);
        FeatureMap result = new FeatureMap(name, Shape.of(map.shape().rank()), type, Quantization.NONE);
        net.add(name, new Operator.ShapeOf(), ImmutableList.of(map), List.of(result));
    }
}
