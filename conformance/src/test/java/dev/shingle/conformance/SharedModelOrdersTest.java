package dev.shingle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.api.Model;
import dev.shingle.api.Reordered;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks: converters list layers in a good order, and it is proven for each on every machine. */
class SharedModelOrdersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ad01_int8",
                "detection",
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
    void noOtherOrderNeedsLess(String name) {
        Model model = Shingle.load(SharedModels.tflite(name).toString());
        for (Machine machine : Machines.all()) {
            Reordered reordered = Shingle.reorder(model, machine);
            assertThat(reordered.isChanged())
                    .as("%s: %s", machine.name(), reordered.peakBytes())
                    .isFalse();
            assertThat(reordered.model()).isEqualTo(model);
            assertThat(reordered.lowerBoundBytes()).isLessThanOrEqualTo(reordered.peakBytes());
        }
        Machine standard = Machines.standard();
        assertThat(Shingle.reorder(model, standard).isExact()).isTrue();
    }
}
