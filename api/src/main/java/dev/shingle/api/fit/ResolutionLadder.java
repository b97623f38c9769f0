package dev.shingle.api.fit;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import com.google.common.math.LongMath;
import dev.shingle.api.variant.Variant;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.resize.ImageSize;
import dev.shingle.networks.resize.TotalStride;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The resolutions among which the largest is looked for.
 *
 * <p>Let the image have H x W pixels, g = gcd(H, W), and let the network halve it, strides multiplied, S times over. Both
 * sides are multiples of d = gcd(H, W, S): what the network divides and the image is divisible by stays divisible. Sizes
 * have exactly the aspect ratio of the image:
 *
 * <pre>
 *   k * (H/g) x k * (W/g),  k a multiple of d        224x224, S = 32: 32x32, 64x64, 96x96 ...
 *                                                    120x160, S = 16, d = 8: 24x32, 48x64, 72x96 ...
 * </pre>
 *
 * A ratio of large numbers, such as 49 to 10, has few exact sizes; then the longer side grows by d at a time, and the
 * shorter one is rounded to a multiple of d. Another d can be asked for, 1 for every size there is.
 *
 * <p>The top: the image lies in the scratchpad before the first step, so no image that is larger than the capacity fits.
 * This holds for every size, and it grows with the size; so nothing above needs to be looked at. The smallest size is
 * there in any case, so that there is a number to be told if nothing fits.
 */
public final class ResolutionLadder {

    /** Aspect ratios with fewer exact sizes up to the present one are rounded. */
    private static final int FEW_SIZES = 8;

    private static final int LONGEST_SIDE = 1 << 16;

    private final FitQuestion question;
    private final FeatureMap image;
    private final ImageSize size;

    private ResolutionLadder(FitQuestion question, ImageSize size) {
        this.question = question;
        this.image = question.variants().base().network().inputs().get(0);
        this.size = size;
    }

    /**
     * The resolutions for a question.
     *
     * @param multipleOf what both sides are multiples of, instead of d
     */
    public static LadderResult of(FitQuestion question, OptionalInt multipleOf) {
        Optional<ImageSize> size = question.variants().size();
        if (size.isEmpty()) {
            return new LadderResult.Refused("its input is not one image, so it has no resolution");
        }
        ResolutionLadder ladder = new ResolutionLadder(question, size.get());
        if (!ladder.isImageInScratchpad()) {
            return new LadderResult.Refused(
                    "its image does not lie in the scratchpad as it is, so nothing says up to which size to look");
        }
        return ladder.build(multipleOf);
    }

    private boolean isImageInScratchpad() {
        Schedule schedule =
                Schedule.of(question.variants().base().executed(), "", question.machine(), question.choices());
        return schedule.buffers().stream()
                .anyMatch(buffer -> schedule.inputs().contains(buffer.name())
                        && question.machine().layout().bytesOf(buffer.sizeWords()) * Byte.SIZE >= image.sizeBits());
    }

    private LadderResult build(OptionalInt multipleOf) {
        int common = IntMath.gcd(size.height(), size.width());
        int stride = TotalStride.of(question.variants().base().network());
        int multiple = multipleOf.orElseGet(() -> IntMath.gcd(common, stride));
        boolean isExact = common >= FEW_SIZES && common >= 2 * multiple;
        ImmutableList<ImageSize> sizes = isExact ? exact(common, multiple) : rounded(multiple);
        ImmutableList<Candidate> candidates =
                sizes.stream().map(this::candidate).collect(toImmutableList());
        Optional<Candidate> current = candidates.stream()
                .filter(candidate -> candidate.variant().equals(Variant.unchanged()))
                .findFirst();
        return new LadderResult.Climbable(new Ladder(rule(isExact, multiple, common), candidates, current));
    }

    private ImmutableList<ImageSize> exact(int common, int multiple) {
        ImageSize unit = new ImageSize(size.height() / common, size.width() / common);
        return IntStream.iterate(multiple, k -> k + multiple)
                .takeWhile(k -> k == multiple || isPossible((long) k * unit.height(), (long) k * unit.width()))
                .mapToObj(k -> new ImageSize(k * unit.height(), k * unit.width()))
                .collect(toImmutableList());
    }

    private ImmutableList<ImageSize> rounded(int multiple) {
        int longer = Math.max(size.height(), size.width());
        ImageSize smallest = new ImageSize(
                scaled(size.height(), multiple, longer, multiple), scaled(size.width(), multiple, longer, multiple));
        return IntStream.iterate(multiple, side -> side + multiple)
                .mapToObj(side -> new ImageSize(
                        scaled(size.height(), side, longer, multiple), scaled(size.width(), side, longer, multiple)))
                .takeWhile(other -> other.equals(smallest) || isPossible(other.height(), other.width()))
                .collect(toImmutableList());
    }

    /** A side when the longer one becomes {@code wanted}, to the nearest multiple, at least one. */
    private static int scaled(int side, int wanted, int longer, int multiple) {
        long nearest = LongMath.divide((long) side * wanted, (long) longer * multiple, RoundingMode.HALF_UP);
        return Math.toIntExact(Math.max(1, nearest) * multiple);
    }

    private boolean isPossible(long height, long width) {
        return height <= LONGEST_SIDE && width <= LONGEST_SIDE && fits(height, width);
    }

    private boolean fits(long height, long width) {
        long bits = height * width * image.shape().channels() * image.type().bits();
        return LongMath.divide(bits, Byte.SIZE, RoundingMode.CEILING) <= question.capacityBytes();
    }

    private Candidate candidate(ImageSize other) {
        return new Candidate(
                other.toString(),
                other.equals(size) ? Variant.unchanged() : Variant.unchanged().withResolution(other));
    }

    private String rule(boolean isExact, int multiple, int common) {
        String sides = multiple == 1 ? "any size" : "sides that are multiples of " + multiple;
        return isExact
                ? "%s, aspect ratio %d:%d as %s".formatted(sides, size.height() / common, size.width() / common, size)
                : "%s, aspect ratio about that of %s: the shorter side is rounded".formatted(sides, size);
    }
}
