package dev.shingle.networks.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Operators that slide a window, or multiply with a matrix. Weights are turned over:
 *
 * <pre>
 *   convolution     [Co, kh, kw, Ci/groups]      file  [Co, Ci/groups, kh, kw]
 *   depthwise       [1, kh, kw, Co]              file  [Co, 1, kh, kw]
 *   transposed      [Co, kh, kw, Ci]             file  [Ci, Co, kh, kw]
 * </pre>
 */
final class WindowNodes {

    private static final FileOrder CHANNELS_FIRST = FileOrder.of(3, 0, 1, 2);

    private WindowNodes() {}

    static ImmutableMap<Class<? extends Operator>, Rule> all() {
        return ImmutableMap.of(
                Operator.Convolution.class, Rule.of(Operator.Convolution.class, WindowNodes::convolution),
                Operator.DepthwiseConvolution.class,
                        Rule.of(Operator.DepthwiseConvolution.class, WindowNodes::depthwise),
                Operator.TransposedConvolution.class,
                        Rule.of(Operator.TransposedConvolution.class, WindowNodes::transposed),
                Operator.Pool.class, Rule.of(Operator.Pool.class, WindowNodes::pool),
                Operator.FullyConnected.class, Rule.of(Operator.FullyConnected.class, WindowNodes::fullyConnected));
    }

    private static void convolution(Site site, Operator.Convolution operator) {
        weighted(site, operator.window(), operator.groups(), FileOrder.IMAGE, operator.activation());
    }

    private static void depthwise(Site site, Operator.DepthwiseConvolution operator) {
        int groups = site.image().channels();
        weighted(site, operator.window(), groups, CHANNELS_FIRST, operator.activation());
    }

    private static void weighted(Site site, Window window, int groups, FileOrder weights, Activation activation) {
        site.image();
        Chain chain = site.chain(site.real(0))
                .then(
                        "Conv",
                        weightsAndBias(site, weights),
                        Attribute.list("kernel_shape", window.kernelHeight(), window.kernelWidth()),
                        Attribute.list("strides", window.strideHeight(), window.strideWidth()),
                        Attribute.list("dilations", window.dilationHeight(), window.dilationWidth()),
                        pads(window.padding()),
                        Attribute.of("group", (long) groups));
        site.finish(chain, activation);
    }

    private static ImmutableList<String> weightsAndBias(Site site, FileOrder weights) {
        ImmutableList.Builder<String> more = ImmutableList.builder();
        more.add(site.real(1, weights));
        if (site.operandCount() > 2) {
            if (site.operand(2).shape().rank() != 1) {
                throw site.refusal("a bias of " + site.operand(2).shape().rank() + " dimensions", "1");
            }
            more.add(site.real(2));
        }
        return more.build();
    }

    private static AttributeProto pads(Padding padding) {
        return Attribute.list("pads", padding.top(), padding.left(), padding.bottom(), padding.right());
    }

    /** The result may have rows and columns behind those that the last window reaches. */
    private static void transposed(Site site, Operator.TransposedConvolution operator) {
        Window window = operator.window();
        Padding crop = window.padding();
        Shape input = site.image();
        Shape output = site.result().shape();
        int rows = output.height()
                - ((input.height() - 1) * window.strideHeight() + window.kernelHeight() - crop.top() - crop.bottom());
        int columns = output.width()
                - ((input.width() - 1) * window.strideWidth() + window.kernelWidth() - crop.left() - crop.right());
        Chain chain = site.chain(site.real(0))
                .then(
                        "ConvTranspose",
                        weightsAndBias(site, CHANNELS_FIRST),
                        Attribute.list("kernel_shape", window.kernelHeight(), window.kernelWidth()),
                        Attribute.list("strides", window.strideHeight(), window.strideWidth()),
                        pads(crop),
                        Attribute.list("output_padding", rows, columns));
        site.finish(chain, operator.activation());
    }

    private static void pool(Site site, Operator.Pool operator) {
        Window window = operator.window();
        boolean maximum = operator.kind() == Operator.Pool.Kind.MAX;
        Padding padding = window.padding();
        site.image();
        if (Math.max(padding.top(), padding.bottom()) >= window.kernelHeight()
                || Math.max(padding.left(), padding.right()) >= window.kernelWidth()) {
            throw site.refusal("a pooling whose padding is as large as its window", "a smaller one");
        }
        boolean dilated = window.dilationHeight() > 1 || window.dilationWidth() > 1;
        if (dilated && !maximum) {
            throw site.refusal("an average with dilation", "none");
        }
        List<AttributeProto> attributes = new ArrayList<>();
        attributes.add(Attribute.list("kernel_shape", window.kernelHeight(), window.kernelWidth()));
        attributes.add(Attribute.list("strides", window.strideHeight(), window.strideWidth()));
        attributes.add(pads(padding));
        if (dilated) {
            attributes.add(Attribute.list("dilations", window.dilationHeight(), window.dilationWidth()));
        }
        if (!maximum) {
            attributes.add(Attribute.of("count_include_pad", operator.countsPadding() ? 1L : 0L));
        }
        Chain chain = site.chain(site.real(0))
                .then(maximum ? "MaxPool" : "AveragePool", attributes.toArray(AttributeProto[]::new));
        site.finish(chain, operator.activation());
    }

    /** The format has matrices only; the input's elements are laid out as rows first, in our order. */
    private static void fullyConnected(Site site, Operator.FullyConnected operator) {
        Shape weights = site.operand(1).shape();
        Shape input = site.operand(0).shape();
        int vectors = Math.toIntExact(input.elements() / weights.dimension(1));
        Shape rows = Shape.of(vectors, weights.dimension(1));
        Shape joined = Shape.of(vectors, weights.dimension(0));
        String data = input.equals(rows) ? site.realInOurOrder(0) : site.realRows(0, rows);
        Chain chain =
                site.chain(data).then("Gemm", weightsAndBias(site, FileOrder.same(2)), Attribute.of("transB", 1L));
        if (site.result().shape().equals(joined)) {
            site.finish(chain, operator.activation());
        } else {
            site.finishReshaped(chain, operator.activation());
        }
    }
}
