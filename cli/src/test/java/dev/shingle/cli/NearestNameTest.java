package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> COMMANDS = List.of("size", "fit", "map", "pack", "machines", "networks");

    @Test
    void aSwapCountsOnce() {
        assertThat(NearestName.errors("szie", "size")).isEqualTo(1);
        assertThat(NearestName.errors("sise", "size")).isEqualTo(1);
        assertThat(NearestName.errors("", "size")).isEqualTo(4);
        assertThat(NearestName.errors("size", "size")).isZero();
        assertThat(NearestName.errors("machnies", "machine")).isEqualTo(2);
    }

    @Test
    void isTheOneWithTheFewestErrors() {
        assertThat(NearestName.to("szie", COMMANDS)).hasValue("size");
        assertThat(NearestName.to("MAPP", COMMANDS)).hasValue("map");
        assertThat(NearestName.to("network", COMMANDS)).hasValue("networks");
        assertThat(NearestName.to("mahcinse", COMMANDS)).hasValue("machines");
    }

    @Test
    void aWordThatIsFarFromAllNamesHasNone() {
        assertThat(NearestName.to("frobnicate", COMMANDS)).isEmpty();
        assertThat(NearestName.to("x", COMMANDS)).isEmpty();
        assertThat(NearestName.to("", COMMANDS)).isEmpty();
    }
}
