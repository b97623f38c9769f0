package dev.shingle.networks.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.tflite.TfliteReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files, if they are at hand: what each pass finds there, and the largest layer that remains. */
class SharedModelsSimplifiedTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models", "tflite");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // file | layers | constants | dead | dilation | pad | affine | activation | views | bytes of the widest
                // layer
                "ad01_int8                              |  10 |  0 | 0 | 0 |  0 |  0 |  0 | 0 |      768",
                "bilinear_fin_munet_uint8               |  78 | 10 | 0 | 0 |  5 |  1 |  0 | 1 |  9437184",
                "detection                              |  74 |  0 | 0 | 0 |  5 |  0 |  0 | 0 |   307200",
                "edsr_f32b5_full_qint8                  |  22 |  0 | 0 | 0 |  0 |  0 |  0 | 0 | 49766400",
                "face_detection_short_range             |  73 | 74 | 0 | 0 |  0 |  0 | 17 | 4 |  1376256",
                "ic_resnet8_int8                        |  16 |  0 | 0 | 0 |  0 |  0 |  0 | 1 |    49152",
                "kws_ref_model_int8                     |  13 |  0 | 0 | 0 |  0 |  0 |  0 | 1 |    16000",
                "mobilenet_v1_0.25_128_quant            |  31 |  0 | 0 | 0 |  0 |  0 |  0 | 1 |    98304",
                "person_detect                          |  31 |  0 | 0 | 0 |  0 |  0 |  0 | 1 |    55296",
                "prisma_quant                           | 158 |  0 | 0 | 0 |  0 |  0 |  0 | 0 |  1572864",
                "split_concat                           |   3 |  0 | 0 | 0 |  0 |  0 |  0 | 0 |      768",
                "ssd_slim_120x160x1_v1_int8             |  53 |  0 | 0 | 0 | 15 |  0 |  0 | 8 |   230400",
                "version-RFB-320_without_postprocessing |  65 | 24 | 8 | 1 | 21 |  3 |  0 | 8 |  3686400",
                "vww                                    |  59 |  0 | 0 | 0 |  4 |  0 |  0 | 0 |    96000",
                "vww_96_int8                            |  31 |  0 | 0 | 0 |  0 |  0 |  0 | 1 |    55296"
            })
    void passesFindWhatIsThere(
            String file,
            int layers,
            int constants,
            int dead,
            int dilation,
            int pad,
            int affine,
            int activation,
            int views,
            long widestLayerBytes) {
        assumeTrue(Files.isDirectory(MODELS), "no shared models at " + MODELS);
        Network network = TfliteReader.read(MODELS.resolve(file + ".tflite"));
        SimplifiedNetwork simplified = Simplifier.standard().simplify(network);
        assertThat(simplified.network().layers()).hasSize(layers).allSatisfy(layer -> {
            assertThat(ShapeInference.problemIn(layer)).isEmpty();
            assertThat(layer.inputs()).isNotEmpty();
        });
        assertThat(simplified.passes())
                .extracting(PassReport::changes)
                .containsExactly(0, constants, dead, 0, 0, 0, 0, dilation, pad, affine, activation, 0, views, 0);
        assertThat(simplified.network().inputs()).isEqualTo(network.inputs());
        assertThat(simplified.network().outputs()).isEqualTo(network.outputs());
        assertThat(widestLayerBytes(simplified.network())).isEqualTo(widestLayerBytes);
    }

    /** Operands and results of one layer together; views have no storage of their own. */
    private static long widestLayerBytes(Network network) {
        return network.layers().stream()
                .filter(layer -> !(layer.operator() instanceof Operator.View))
                .mapToLong(SharedModelsSimplifiedTest::bytes)
                .max()
                .orElse(0);
    }

    private static long bytes(Layer layer) {
        ImmutableSet<FeatureMap> maps = ImmutableSet.<FeatureMap>builder()
                .addAll(layer.inputs())
                .addAll(layer.outputs())
                .build();
        return maps.stream().mapToLong(FeatureMap::sizeBits).sum() / Byte.SIZE;
    }
}
