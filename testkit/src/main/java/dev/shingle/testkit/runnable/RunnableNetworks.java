package dev.shingle.testkit.runnable;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Small graphs over all operators that can be executed in one element type: branches, joins, splits, odd windows, dilation,
 * strides, paddings that no rule gives, multipliers of depth, broadcasts. Scales are drawn such that results neither vanish
 * nor saturate, mostly; zero points lie anywhere.
 *
 * <p>A network is drawn layer by layer. An idea looks at the feature maps that there are and appends a layer or finds that it
 * cannot; the next one is asked then.
 */
public final class RunnableNetworks {

    private static final ImmutableList<Idea> IDEAS = ImmutableList.<Idea>builder()
            .addAll(WindowIdeas.all())
            .addAll(ArithmeticIdeas.all())
            .addAll(MovementIdeas.all())
            .build();

    private static final ImmutableList<ElementType> TYPES =
            ImmutableList.of(ElementType.INT8, ElementType.UINT8, ElementType.INT16, ElementType.FLOAT32);

    private static final int MOST_ATTEMPTS = 200;

    private RunnableNetworks() {}

    /** Networks as jqwik draws them. */
    public static Arbitrary<Network> networks(ElementType type) {
        return seeded(type).map(RunnableNetwork::network);
    }

    /** The same networks, each with the seed that draws it again without jqwik. None is without layers. */
    public static Arbitrary<RunnableNetwork> seeded(ElementType type) {
        return Arbitraries.randomValue(random -> new RunnableNetwork(type, random.nextLong()))
                .filter(candidate -> !candidate.network().layers().isEmpty());
    }

    /** Of any element type that can be executed. */
    public static Arbitrary<RunnableNetwork> seeded() {
        return Arbitraries.of(TYPES).flatMap(RunnableNetworks::seeded);
    }

    /**
     * One network, for tests that run without jqwik.
     *
     * @param type of nearly all activations: INT8, UINT8, INT16 or FLOAT32
     */
    public static Network network(Random random, ElementType type) {
        Draft draft = new Draft(random, type);
        for (int i = draft.between(1, 2); i > 0; i--) {
            if (!draft.isReal() && draft.chance(10)) {
                draft.realInput(image(draft));
            } else {
                draft.input(image(draft));
            }
        }
        int layers = draft.between(1, 6);
        for (int attempt = 0; attempt < MOST_ATTEMPTS && draft.layerCount() < layers; attempt++) {
            draft.oneOf(IDEAS).appendTo(draft);
        }
        return draft.network();
    }

    private static Shape image(Draft draft) {
        int batch = draft.chance(8) ? 2 : 1;
        return Shape.of(batch, draft.between(1, 9), draft.between(1, 9), draft.between(1, 9));
    }

    /** A way to go on. */
    interface Idea {

        /** Appends a layer, or does nothing if no feature map is fit for it. */
        void appendTo(Draft draft);

        /** An idea that needs one feature map. */
        static Idea on(Fitness fitness, Continuation continuation) {
            return draft ->
                    draft.any(map -> fitness.isFit(draft, map)).ifPresent(map -> continuation.append(draft, map));
        }
    }

    /** Which feature maps an idea can use. */
    interface Fitness {

        boolean isFit(Draft draft, FeatureMap map);
    }

    /** What it does with one. */
    interface Continuation {

        void append(Draft draft, FeatureMap map);
    }
}
