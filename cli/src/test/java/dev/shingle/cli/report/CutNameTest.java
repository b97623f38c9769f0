package dev.shingle.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutNameTest {

    private static final List<String> KERAS = List.of(
            "input",
            "quant_conv2d_1",
            "quant_conv2d_4",
            "quant_add_4",
            "quant_conv2d_10",
            "quant_conv2d_11",
            "quant_add_1");

    private static final List<String> MOBILENET = List.of(
            "Conv2d_0",
            "Conv2d_1_depthwise",
            "Conv2d_1_pointwise",
            "Conv2d_2_depthwise",
            "Conv2d_2_pointwise",
            "Conv2d_11_depthwise",
            "Conv2d_11_pointwise");

    @Test
    void whatFitsIsNotCut() {
        assertThat(CutName.within("input", 5, KERAS)).isEqualTo("input");
        assertThat(CutName.within("block1-depthwise", 16, List.of("block1-depthwise")))
                .isEqualTo("block1-depthwise");
    }

    @Test
    void theEndIsCutWhereTheStartTells() {
        assertThat(CutName.within("block1-depthwise", 15, List.of("block1-depthwise", "block1-pointwise")))
                .isEqualTo("block1-depthwi\u2026");
        assertThat(CutName.within("input", 4, KERAS)).isEqualTo("inp\u2026");
    }

    @Test
    void elseTheMiddleOrTheStart() {
        assertThat(CutName.within("quant_conv2d_11", 8, KERAS)).isEqualTo("quan\u2026_11");
        assertThat(CutName.within("quant_conv2d_4", 8, KERAS)).isEqualTo("\u2026onv2d_4");
        assertThat(CutName.within("quant_add_4", 8, KERAS)).isEqualTo("\u2026t_add_4");
    }

    @Test
    void whatIsBetweenSignsTellsWhereAllEndsAreAlike() {
        for (String name : MOBILENET.subList(1, MOBILENET.size())) {
            String text = CutName.within(name, 8, MOBILENET);
            String shown = text.replace("\u2026", "");
            assertThat(text).as(name).hasSizeLessThanOrEqualTo(8);
            assertThat(MOBILENET.stream().filter(each -> each.contains(shown))).containsExactly(name);
        }
    }

    /** Of 30 names that differ in one letter each cut means many, unless the letter is in it. */
    @Test
    void whatCouldMeanManyIsNotShown() {
        List<String> all = new ArrayList<>();
        for (char c = 'a'; c <= 'z'; c++) {
            all.add("x".repeat(40) + c + "y".repeat(40));
        }
        assertThat(CutName.within(all.get(3), 10, all)).isEmpty();
        assertThat(CutName.within(all.get(3), 42, all)).endsWith("d\u2026");
    }
}
