package dev.shingle.networks.zoo;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tflite.TfliteReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks of the zoo layer by layer beside the files that somebody else made of the same networks: operators, windows,
 * groups, and shapes of operands, weights and results, in the order of execution.
 */
class AgainstRealFilesTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");

    @ParameterizedTest
    @CsvSource({
        "resnet8,                                           tflite/ic_resnet8_int8.tflite",
        "ds-cnn,                                            tflite/kws_ref_model_int8.tflite",
        "resnet18,                                          onnx/resnet18.onnx",
        "resnet50,                                          onnx/light_resnet50.onnx",
        "densenet121,                                       onnx/light_densenet121.onnx",
        "'inception-v1:pools=down,lrn=true',                onnx/light_inception_v1.onnx",
        "'shufflenet-v1:0.5,groups=4,variant=caffe2',       onnx/light_shufflenet.onnx",
        "squeezenet,                                        onnx/light_squeezenet.onnx",
        "ultraface-slim,                                    onnx/version-slim-320_simplified.onnx",
        "ultraface-rfb,                                     onnx/version-RFB-320_without_postprocessing.onnx",
        "mcunet-vww,                                        tflite/vww.tflite",
        "'mobilenet-v1:0.25,128x128x3,classes=1001',        tflite/mobilenet_v1_0.25_128_quant.tflite",
        "'mobilenet-v1:0.25,96x96x3,classes=2',             tflite/vww_96_int8.tflite",
    })
    void layerByLayer(String spec, String file) {
        assumeTrue(Files.isDirectory(MODELS), "no shared models at " + MODELS);
        Path path = MODELS.resolve(file);
        Network original = file.endsWith(".onnx") ? OnnxReader.read(path) : TfliteReader.read(path);
        ImmutableList<String> theirs =
                lines(Simplifier.standard().simplify(original).network());
        ImmutableList<String> ours = lines(Zoo.build(spec));
        assertThat(ours).hasSizeGreaterThanOrEqualTo(10);
        assertThat(ours).containsExactlyElementsOf(theirs);
    }

    private static ImmutableList<String> lines(Network network) {
        return network.layers().stream()
                .filter(AgainstRealFilesTest::isCompared)
                .map(AgainstRealFilesTest::line)
                .collect(toImmutableList());
    }

    /** What computes nothing, or stands at the end of some files only: views, transposes, (de)quantising, mean, softmax. */
    private static boolean isCompared(Layer layer) {
        Operator operator = layer.operator();
        boolean isGlobalPool =
                operator instanceof Operator.Pool && layer.ofm().shape().pixels() == 1;
        return !(operator instanceof Operator.View
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.Pointwise
                || operator instanceof Operator.Reduce
                || operator instanceof Operator.Softmax
                || isGlobalPool
                || (operator instanceof Operator.Transpose
                        && layer.ofm().shape().rank() == 4));
    }

    /** A classifier's last 1x1 convolution over a single pixel is a fully connected layer by another name. */
    private static String line(Layer layer) {
        StringBuilder text = new StringBuilder(kind(layer));
        layer.inputs().stream()
                .map(FeatureMap::shape)
                .forEach(shape -> text.append(' ').append(plain(shape)));
        if (!layer.constants().isEmpty()) {
            text.append(" weights ").append(plain(layer.constants().get(0).shape()));
        }
        return text.append(" -> ").append(plain(layer.ofm().shape())).toString();
    }

    private static String kind(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Convolution convolution
                && layer.ofm().shape().pixels() > 1) {
            return operator.displayName() + " " + numbers(convolution.window()) + " groups " + convolution.groups();
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return operator.displayName() + " " + numbers(depthwise.window());
        } else if (operator instanceof Operator.Pool pool) {
            return operator.displayName() + " " + numbers(pool.window());
        } else if (operator instanceof Operator.Convolution) {
            return "FULLY_CONNECTED";
        }
        return operator.displayName();
    }

    private static String numbers(Window window) {
        return window.toString().replaceAll("[A-Za-z]", "");
    }

    /** Leading ones are a matter of taste, and so are those around the kernel of a 1x1 convolution. */
    private static String plain(Shape shape) {
        return shape.dimensions().toString().replaceAll("(?<=\\[|, )1, ", "").replaceAll("(?<=\\[|, )1, ", "");
    }
}
