package dev.shingle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.api.Sizing;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.simplify.Simplifier;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks, against figures that were worked out independently of this program. */
class SharedModelSizesTest {

    @ParameterizedTest(name = "{0}: bound = peak = {1}, widest pair {2}")
    @CsvSource({
        "vww_96_int8,36864,55296",
        "person_detect,36864,55296",
        "kws_ref_model_int8,8384,16000",
        "ic_resnet8_int8,33296,49152",
        "mobilenet_v1_0.25_128_quant,65536,98304",
        "ssd_slim_120x160x1_v1_int8,153600,230400",
        "vww,76800,96000",
    })
    void theBoundIsReachedAndIsTheKnownOne(String name, long peakBytes, long widestPairBytes) {
        Sizing sizing = size(name);
        assertThat(sizing.overlapLowerBoundBytes()).isEqualTo(peakBytes);
        assertThat(sizing.plannedPeakBytes()).isEqualTo(peakBytes);
        assertThat(sizing.optimal()).isTrue();
        assertThat(sizing.pingPongWidestPairBytes()).isEqualTo(widestPairBytes);
    }

    @Test
    void resnetsDisjointBoundCountsTheSkip() {
        assertThat(size("ic_resnet8_int8").disjointLowerBoundBytes()).isEqualTo(49_152);
    }

    @DisplayName("with every tensor of the file apart, the peaks are those of the models' own table")
    @ParameterizedTest(name = "{0}: peak {1}, widest pair {2}")
    @CsvSource({
        "ad01_int8,768,768",
        "bilinear_fin_munet_uint8,9437184,9437184",
        "detection,337024,337024",
        "edsr_f32b5_full_qint8,66355200,49766400",
        "face_detection_short_range,1376256,1376256",
        "hello_world_int8,32,32",
        "ic_resnet8_int8,49152,49152",
        "kws_ref_model_int8,16000,16000",
        "mobilenet_v1_0.25_128_quant,98304,98304",
        "person_detect,55296,55296",
        "prisma_quant,2097152,1572864",
        "split_concat,768,768",
        "ssd_slim_120x160x1_v1_int8,316288,316288",
        "version-RFB-320_without_postprocessing,4987392,4987392",
        "vww,161472,161472",
        "vww_96_int8,55296,55296",
    })
    void rawPeaks(String name, long peakBytes, long widestPairBytes) {
        Simplifier viewsOnly = Simplifier.standard()
                .without(Simplifier.standard().passNames().stream()
                        .filter(pass -> !pass.equals("alias-views")
                                && !pass.equals("fold-constants")
                                && !pass.equals("remove-dead"))
                        .toList());
        Model model = Shingle.load(SharedModels.tflite(name).toString(), viewsOnly);
        Sizing sizing = Shingle.size(model, Machines.preset("byte-pixel").orElseThrow());
        assertThat(sizing.disjointLowerBoundBytes()).isEqualTo(peakBytes);
        assertThat(sizing.pingPongWidestPairBytes()).isEqualTo(widestPairBytes);
    }

    @ParameterizedTest
    @CsvSource({
        "ssd_slim_120x160x1_v1_int8,230400",
        "vww,96000",
        "detection,307200",
        "version-RFB-320_without_postprocessing,3686400",
    })
    void paddingFolded(String name, long peakBytes) {
        assertThat(size(name).disjointLowerBoundBytes()).isEqualTo(peakBytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ad01_int8",
                "bilinear_fin_munet_uint8",
                "detection",
                "edsr_f32b5_full_qint8",
                "face_detection_short_range",
                "hello_world_int8",
                "ic_resnet8_int8",
                "kws_ref_model_int8",
                "mobilenet_v1_0.25_128_quant",
                "person_detect",
                "prisma_quant",
                "split_concat",
                "ssd_slim_120x160x1_v1_int8",
                "version-RFB-320_without_postprocessing",
                "vww",
                "vww_96_int8",
            })
    void everyCnnIsMappedAndPassesBothJudges(String name) {
        Model model = Shingle.load(SharedModels.tflite(name).toString());
        MappingResult result =
                Shingle.map(model, Machines.preset("byte-pixel").orElseThrow(), PlanningOptions.defaults());
        assertThat(result).isInstanceOfSatisfying(MappingResult.Mapped.class, mapped -> {
            assertThat(mapped.plan().verification().isSafe()).isTrue();
            assertThat(mapped.plan().plan().isOptimal())
                    .as("%s is at its bound", name)
                    .isTrue();
            assertThat(mapped.plan().verification().certificate())
                    .as("%s is certified", name)
                    .hasValueSatisfying(
                            verdict -> assertThat(verdict.isCertified()).isTrue());
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %,12d B planned, %,12d words read in the replay%n",
                    name,
                    mapped.plan().plan().peakBytes(),
                    mapped.plan().verification().replay().orElseThrow().wordsRead());
        });
    }

    @Test
    void whatIsNoCnnIsRefusedByName() {
        String file = SharedModels.tflite("dtln_noise_suppression").toString();
        assertThatThrownBy(() -> Shingle.load(file))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("LSTM");
    }

    private static Sizing size(String name) {
        Model model = Shingle.load(SharedModels.tflite(name).toString());
        return Shingle.size(model, Machines.preset("byte-pixel").orElseThrow());
    }
}
