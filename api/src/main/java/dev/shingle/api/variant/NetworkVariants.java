package dev.shingle.api.variant;

import com.google.common.collect.ImmutableMap;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import dev.shingle.networks.resize.ChannelScaler;
import dev.shingle.networks.resize.ImageSize;
import dev.shingle.networks.resize.InputResizer;
import dev.shingle.networks.resize.Resized;
import dev.shingle.networks.zoo.Zoo;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A network in all its sizes.
 *
 * <p>A network of the zoo is built anew, for its recipe knows best what it is at another resolution or width. The network
 * of a file, and one whose recipe has no such parameter, is changed: {@link InputResizer} infers every shape anew from
 * another image, {@link ChannelScaler} from other numbers of channels. Bits are changed last, and in either.
 *
 * <pre>
 *   zoo    parameters changed --build, simplify--.
 *                                                 +--channels?--bits?--&gt; model
 *   file   simplified --image?-------------------'
 * </pre>
 *
 * Objects can be used by several threads.
 */
public final class NetworkVariants {

    private static final String IMAGE = "input";
    private static final String WIDTH = "width";

    private final String source;
    private final Model base;
    private final Function<String, Model> loader;
    private final ImmutableMap<String, String> parameters;

    private NetworkVariants(String source, Function<String, Model> loader) {
        this.source = source;
        this.loader = loader;
        this.base = loader.apply(source);
        this.parameters = Zoo.knows(source) ? Zoo.parameters(source) : ImmutableMap.of();
    }

    /**
     * Loads a network as {@link Shingle#load(String)} does.
     *
     * @throws NetworkFormatException if the source cannot be read
     */
    public static NetworkVariants of(String source) {
        return of(source, Shingle::load);
    }

    /** The same with a loader of choice, which may be called again with other parameters of the same zoo network. */
    public static NetworkVariants of(String source, Function<String, Model> loader) {
        return new NetworkVariants(source, loader);
    }

    /** The network as it is. */
    public Model base() {
        return base;
    }

    /** The size of its image, which is its first input; empty if it has several inputs or one that is no image. */
    public Optional<ImageSize> size() {
        if (!parameters.containsKey(IMAGE)) {
            return new InputResizer(base.network()).size();
        }
        Shape image = base.original().inputs().get(0).shape();
        return Optional.of(new ImageSize(image.height(), image.width()));
    }

    /** Whether it comes with a parameter for its width; otherwise width means a factor for all channels. */
    public boolean hasWidthParameter() {
        return parameters.containsKey(WIDTH);
    }

    /** The width that it has: its parameter's, or 1. */
    public BigDecimal width() {
        return Optional.ofNullable(parameters.get(WIDTH))
                .map(BigDecimal::new)
                .orElse(BigDecimal.ONE)
                .stripTrailingZeros();
    }

    /** The network in another size. */
    public VariantResult make(Variant variant) {
        VariantResult sized = Zoo.knows(source) ? rebuilt(variant) : resized(base, variant);
        VariantResult scaled = variant.width().isPresent() && !hasWidthParameter()
                ? scaled(sized, variant.width().get())
                : sized;
        return scaled instanceof VariantResult.Made made && variant.bits().isPresent()
                ? with(
                        made.model(),
                        new Retyping(variant.bits().get()).of(made.model().network()))
                : scaled;
    }

    private VariantResult rebuilt(Variant variant) {
        Map<String, String> changes = new HashMap<>();
        if (variant.resolution().isPresent()) {
            if (!parameters.containsKey(IMAGE)) {
                return resized(base, variant);
            }
            int channels = base.original().inputs().get(0).shape().channels();
            changes.put(IMAGE, variant.resolution().get() + "x" + channels);
        }
        if (variant.width().isPresent() && hasWidthParameter()) {
            changes.put(WIDTH, variant.width().get().toPlainString());
        }
        if (changes.isEmpty()) {
            return new VariantResult.Made(base);
        }
        try {
            return new VariantResult.Made(loader.apply(Zoo.with(source, changes)));
        } catch (NetworkFormatException e) {
            return new VariantResult.Refused("found %s, expected %s".formatted(e.found(), e.expected()));
        }
    }

    private static VariantResult resized(Model model, Variant variant) {
        return variant.resolution()
                .map(size -> with(model, new InputResizer(model.network()).resize(size)))
                .orElseGet(() -> new VariantResult.Made(model));
    }

    private static VariantResult scaled(VariantResult result, BigDecimal factor) {
        return result instanceof VariantResult.Made made
                ? with(made.model(), ChannelScaler.scale(made.model().network(), factor))
                : result;
    }

    private static VariantResult with(Model model, Resized resized) {
        return resized instanceof Resized.To to
                ? with(model, to.network())
                : new VariantResult.Refused(((Resized.Refused) resized).reason());
    }

    /** The order of the layers stays that of the model, which is the order in which it runs here. */
    private static VariantResult.Made with(Model model, Network network) {
        return new VariantResult.Made(
                new Model(model.source(), model.original(), network, network, model.passes(), model.symbols()));
    }
}
