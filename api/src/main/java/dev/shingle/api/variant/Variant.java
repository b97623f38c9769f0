package dev.shingle.api.variant;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.resize.ImageSize;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Which of the many sizes of a network; what is empty stays as the network has it.
 *
 * @param resolution of the input image
 * @param width width multiplier: the value of the parameter of that name where the network has one, else the factor by
 *     which its channels are multiplied
 * @param bits of activations and weights
 */
public record Variant(Optional<ImageSize> resolution, Optional<BigDecimal> width, Optional<BitWidths> bits) {

    private static final Variant UNCHANGED = new Variant(Optional.empty(), Optional.empty(), Optional.empty());

    public Variant {
        width = width.map(BigDecimal::stripTrailingZeros);
        checkArgument(width.map(factor -> factor.signum() > 0).orElse(true), "a width of %s", width);
    }

    /** The network as it is. */
    public static Variant unchanged() {
        return UNCHANGED;
    }

    public Variant withResolution(ImageSize other) {
        return new Variant(Optional.of(other), width, bits);
    }

    public Variant withWidth(BigDecimal other) {
        return new Variant(resolution, Optional.of(other), bits);
    }

    public Variant withBits(BitWidths other) {
        return new Variant(resolution, width, Optional.of(other));
    }
}
