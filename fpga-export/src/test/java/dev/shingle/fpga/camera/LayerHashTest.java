package dev.shingle.fpga.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LayerHashTest {

    @Property
    void oneWrongElementAlwaysShows(
            @ForAll @Size(min = 1, max = 40) byte[] elements,
            @ForAll @IntRange(max = 39) int at,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] wrong = elements.clone();
        wrong[at % wrong.length] += (byte) change;
        assertThat(hash(wrong)).isNotEqualTo(hash(elements));
    }

    @Property
    void exchangedElementsShow(@ForAll @Size(min = 2, max = 40) byte[] elements, @ForAll @IntRange(max = 38) int at) {
        int first = at % (elements.length - 1);
        byte[] wrong = elements.clone();
        wrong[first] = elements[first + 1];
        wrong[first + 1] = elements[first];
        assertThat(hash(wrong) == hash(elements)).isEqualTo(elements[first] == elements[first + 1]);
    }

    /** The definition of the README, worked out apart from it: MurmurHash3's finaliser of 0x00000001 and 0x000001ff. */
    @Test
    void theDefinition() {
        assertThat(hash((byte) 1)).isEqualTo(0x514e28b7);
        assertThat(hash((byte) 0, (byte) -1)).isEqualTo(finalised(0x1ff));
    }

    private static int finalised(long x) {
        long mask = 0xffffffffL;
        long y = (x ^ (x >> 16)) * 0x85ebca6bL & mask;
        long z = (y ^ (y >> 13)) * 0xc2b2ae35L & mask;
        return (int) (z ^ (z >> 16));
    }

    private static int hash(byte... elements) {
        return LayerHash.of(TensorData.wrap(Shape.of(elements.length), ElementType.INT8, elements));
    }
}
