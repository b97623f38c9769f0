package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/** Networks that are not chains, each with something that planners stumble over. */
final class SmallGraphs {

    private SmallGraphs() {}

    /** Two inputs (one read by nobody), a long skip, a concatenation, an unread result, two outputs, an unknown operator. */
    static Network branches() {
        Nets nets = new Nets();
        FeatureMap in = nets.input(12, 10, 3);
        nets.input(4, 4, 4);
        FeatureMap a = nets.convolution(in, 8, 3, 1);
        FeatureMap b = nets.depthwise(a, 2);
        FeatureMap c = nets.convolution(b, 16, 1, 1);
        nets.convolution(b, 4, 1, 1);
        FeatureMap d = nets.depthwise(c, 1);
        FeatureMap e = nets.plus(c, d);
        FeatureMap f = nets.add(new Operator.Concatenation(3, Activation.NONE), Shape.hwc(6, 5, 24), b, e);
        FeatureMap g = nets.opaque(Shape.hwc(6, 5, 4), f);
        return nets.network("branches", nets.plus(g, g), d);
    }

    static Network splits() {
        Nets nets = new Nets();
        FeatureMap x = nets.convolution(nets.input(8, 8, 3), 8, 3, 1);
        ImmutableList<FeatureMap> rows = nets.split(x, 1, 2);
        ImmutableList<FeatureMap> channels = nets.split(rows.get(0), 3, 2);
        FeatureMap y = nets.convolution(channels.get(0), 8, 3, 1);
        FeatureMap z = nets.plus(y, rows.get(1));
        return nets.network("splits", nets.plus(nets.convolution(channels.get(1), 8, 1, 1), z));
    }

    /** Views of views, of an input, of an output; some cost a copy when channels are padded. */
    static Network views() {
        Nets nets = new Nets();
        FeatureMap in = nets.input(8, 8, 1);
        FeatureMap flat = nets.view(in, Shape.of(1, 64));
        FeatureMap image = nets.view(nets.view(in, Shape.hwc(4, 16, 1)), Shape.hwc(16, 4, 1));
        FeatureMap a = nets.convolution(image, 6, 3, 1);
        FeatureMap b = nets.view(a, Shape.hwc(64, 3, 2));
        FeatureMap c = nets.convolution(b, 4, 3, 1);
        FeatureMap d = nets.view(c, Shape.of(1, 192, 4));
        return nets.network("views", d, nets.opaque(Shape.of(1, 10), flat));
    }

    static Network viewsOnly() {
        Nets nets = new Nets();
        return nets.network("views-only", nets.view(nets.input(2, 2, 4), Shape.of(1, 1, 4, 4)));
    }
}
