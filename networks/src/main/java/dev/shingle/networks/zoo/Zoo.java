package dev.shingle.networks.zoo;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.zoo.classifiers.Classifiers;
import dev.shingle.networks.zoo.detectors.Detectors;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;
import dev.shingle.networks.zoo.restoration.Restoration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Networks by name: {@code camera-face}, {@code dncnn:128x128}, {@code mobilenet-v1:width=0.25,input=128x128x1}.
 *
 * <p>All are int8 with weights made from seeds, so they are built in milliseconds, need hardly any memory, and are the
 * same on every machine. They have the shapes of the published networks, not their knowledge.
 */
public final class Zoo {

    private static final int LONGEST_NAME_CHARS = 80;

    private static final ImmutableMap<String, ImmutableList<Recipe>> FAMILIES = ImmutableMap.of(
            "detector", Detectors.recipes(), "classifier", Classifiers.recipes(), "restoration", Restoration.recipes());

    private static final ImmutableMap<String, Recipe> RECIPES = FAMILIES.values().stream()
            .flatMap(ImmutableList::stream)
            .collect(toImmutableMap(Recipe::name, recipe -> recipe));

    private Zoo() {}

    /** Every network, family by family. */
    public static ImmutableList<ZooEntry> entries() {
        return FAMILIES.entrySet().stream()
                .flatMap(family -> family.getValue().stream().map(recipe -> entry(family.getKey(), recipe)))
                .collect(toImmutableList());
    }

    private static ZooEntry entry(String family, Recipe recipe) {
        return new ZooEntry(
                recipe.name(),
                family,
                Parameters.describe(recipe.defaults()),
                recipe.description(),
                recipe.source(),
                recipe.example());
    }

    /** Whether the part before the colon names a network; its parameters may still be wrong. */
    public static boolean knows(String spec) {
        return RECIPES.containsKey(nameOf(spec));
    }

    /**
     * Builds a network.
     *
     * @param spec a name, or a name, a colon and parameters that are separated by commas
     * @throws NetworkFormatException if there is no such network, or not with these parameters
     */
    public static Network build(String spec) {
        Recipe recipe = recipe(spec);
        try {
            return recipe.build(spec, parts(spec));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new NetworkFormatException(
                    spec, "parameters", String.valueOf(e.getMessage()), "a size at which every layer has a result");
        }
    }

    /**
     * Every parameter of a network with the value that it would be built with, by name.
     *
     * @throws NetworkFormatException if there is no such network, or not with these parameters
     */
    public static ImmutableMap<String, String> parameters(String spec) {
        return recipe(spec).parameters(spec, parts(spec));
    }

    /** The specification of the same network with some parameters changed; whether it can be built is not looked at. */
    public static String with(String spec, Map<String, String> changes) {
        Map<String, String> values = new LinkedHashMap<>(parameters(spec));
        values.putAll(changes);
        return nameOf(spec) + ":" + Joiner.on(',').withKeyValueSeparator('=').join(values);
    }

    private static Recipe recipe(String spec) {
        Recipe recipe = RECIPES.get(nameOf(spec));
        if (recipe == null) {
            throw unknown(spec, nameOf(spec));
        }
        return recipe;
    }

    private static ImmutableList<String> parts(String spec) {
        String name = nameOf(spec);
        return spec.equals(name)
                ? ImmutableList.of()
                : ImmutableList.copyOf(Splitter.on(',').split(spec.substring(name.length() + 1)));
    }

    /** The two names that look most like the part before the colon: what somebody may have meant. */
    public static ImmutableList<String> namesLike(String spec) {
        return Nearest.to(nameOf(spec), RECIPES.keySet().asList(), 2);
    }

    private static String nameOf(String spec) {
        int colon = spec.indexOf(':');
        return colon < 0 ? spec : spec.substring(0, colon);
    }

    private static NetworkFormatException unknown(String spec, String name) {
        String expected = name.length() > LONGEST_NAME_CHARS
                ? "one of " + String.join(", ", RECIPES.keySet())
                : "the name of a network, such as " + String.join(" or ", namesLike(name));
        return new NetworkFormatException(spec, "name", "\"" + name + "\"", expected);
    }
}
