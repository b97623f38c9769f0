package dev.shingle.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameTextTest {

    private static final List<String> NAMES =
            List.of("quant_conv2d_4", "quant_add_4", "quant_conv2d_11", "stem", "quant_conv2d_1_scale", "quant_sum_4");

    @Test
    void whatFitsIsNotCut() {
        assertThat(NameText.within("stem", 4, NAMES)).isEqualTo("stem");
        assertThat(NameText.within("block1-depthwise", 16, List.of())).isEqualTo("block1-depthwise");
    }

    @Test
    void theEndIsCutWhereTheStartTells() {
        assertThat(NameText.within("block1-depthwise", 15, NAMES)).isEqualTo("block1-depthwi\u2026");
        assertThat(NameText.within("quant_add_4", 8, NAMES)).isEqualTo("quant_a\u2026");
    }

    @Test
    void theMiddleWhereBothEndsTellAndElseTheStart() {
        assertThat(NameText.within("quant_conv2d_11", 8, NAMES)).isEqualTo("quan\u2026_11");
        assertThat(NameText.within("quant_add_4", 7, NAMES)).isEqualTo("\u2026_add_4");
        assertThat(NameText.within("quant_add_4", 6, NAMES)).isEqualTo("\u2026add_4");
    }

    @Test
    void whereNothingTellsTheStartIsLeft() {
        assertThat(NameText.within("quant_add_4", 2, NAMES)).isEqualTo("q\u2026");
        assertThat(NameText.within("stem", 1, NAMES)).isEqualTo("s\u2026");
    }
}
