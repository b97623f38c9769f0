package dev.shingle.networks.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {

    /** The definition, without a table. */
    private static int definition(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int last = a.charAt(a.length() - 1) == b.charAt(b.length() - 1) ? 0 : 1;
        String shorterA = a.substring(0, a.length() - 1);
        String shorterB = b.substring(0, b.length() - 1);
        return Math.min(
                definition(shorterA, shorterB) + last, 1 + Math.min(definition(shorterA, b), definition(a, shorterB)));
    }

    @Property(tries = 300)
    void distanceIsTheFewestEdits(
            @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String a,
            @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String b) {
        assertThat(Nearest.distance(a, b)).isEqualTo(definition(a, b));
    }

    @Test
    void bestFirst() {
        assertThat(Nearest.to("vgg", ImmutableList.of("dncnn", "vgg16", "vg"), 2))
                .containsExactly("vgg16", "vg");
    }
}
