package dev.shingle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.api.Sizing;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.simplify.Simplifier;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real ONNX networks, against figures that were worked out independently of this program. */
class SharedOnnxSizesTest {

    private static final ImmutableMap<String, Integer> SQUARE = ImmutableMap.of("height", 320, "width", 320);

    @DisplayName("with every tensor of the file apart, the peaks are those of the models' own table")
    @ParameterizedTest(name = "{0}: peak {1}, widest pair {2}")
    @CsvSource({
        "2_conv,200704,200704",
        "FastestDet,5947392,5947392",
        "fsrcnn,37324800,37324800",
        "light_densenet121,8429568,6422528",
        "light_inception_v1,6422528,6422528",
        "light_resnet50,9633792,9633792",
        "light_shufflenet,3110912,2809856",
        "light_squeezenet,6308352,6308352",
        "mnist,50176,50176",
        "resnet18,6422528,6422528",
        "version-RFB-320_without_postprocessing,4915200,4915200",
        "version-slim-320_simplified,4915200,4915200",
        "yunet_n_320_320,3276800,3276800",
        "yunet_n_dynamic,3276800,3276800",
    })
    void rawPeaks(String name, long peakBytes, long widestPairBytes) {
        Set<String> kept = Set.of("alias-views", "fold-constants", "remove-dead");
        Simplifier viewsOnly = Simplifier.standard()
                .without(Simplifier.standard().passNames().stream()
                        .filter(pass -> !kept.contains(pass))
                        .toList());
        Sizing sizing = Shingle.size(
                load(name, viewsOnly), Machines.preset("byte-pixel").orElseThrow());
        assertThat(sizing.disjointLowerBoundBytes()).isEqualTo(peakBytes);
        assertThat(sizing.pingPongWidestPairBytes()).isEqualTo(widestPairBytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2_conv",
                "FastestDet",
                "fsrcnn",
                "light_densenet121",
                "light_inception_v1",
                "light_resnet50",
                "light_shufflenet",
                "light_squeezenet",
                "mnist",
                "resnet18",
                "version-RFB-320_without_postprocessing",
                "version-slim-320_simplified",
                "yunet_n_320_320",
                "yunet_n_dynamic",
            })
    void everyCnnIsMappedAndPassesBothJudges(String name) {
        Model model = load(name, Simplifier.standard());
        MappingResult result =
                Shingle.map(model, Machines.preset("byte-pixel").orElseThrow(), PlanningOptions.defaults());
        assertThat(result).isInstanceOfSatisfying(MappingResult.Mapped.class, mapped -> {
            assertThat(mapped.plan().verification().isSafe()).isTrue();
            assertThat(mapped.plan().plan().isOptimal())
                    .as("%s is at its bound", name)
                    .isTrue();
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %3d layers, %,12d B planned, %,12d words read in the replay%n",
                    name,
                    model.network().layers().size(),
                    mapped.plan().plan().peakBytes(),
                    mapped.plan().verification().replay().orElseThrow().wordsRead());
        });
    }

    @Test
    void whatIsNoCnnIsRefusedByName() {
        String file = SharedModels.onnx("finn_build_dataflow_model").toString();
        assertThatThrownBy(() -> Shingle.load(file))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("finn.custom_op.general.MultiThreshold");
    }

    @Test
    void openDimensionsAreAskedForByName() {
        String file = SharedModels.onnx("yunet_n_dynamic").toString();
        assertThatThrownBy(() -> Shingle.load(file))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("--dim height=SIZE");
        Model model = Shingle.load(file, Simplifier.standard(), ImmutableMap.of("height", 256, "width", 320));
        assertThat(model.symbols()).containsEntry("batch", 1).containsEntry("height", 256);
        assertThat(model.network().inputs().get(0).shape().toString()).isEqualTo("256x320x3");
    }

    private static Model load(String name, Simplifier simplifier) {
        ImmutableMap<String, Integer> sizes = name.endsWith("dynamic") ? SQUARE : ImmutableMap.of();
        return Shingle.load(SharedModels.onnx(name).toString(), simplifier, sizes);
    }
}
