package dev.shingle.networks.zoo;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Network;

/**
 * A network of the zoo and how to build it.
 *
 * @param defaults its parameters
 */
record Recipe(ZooEntry entry, ImmutableMap<String, String> defaults, Construction construction) {

    /** The code that builds it. */
    interface Construction {

        Network build(String name, Parameters parameters);
    }

    static Recipe of(
            String name,
            ImmutableMap<String, String> defaults,
            String description,
            String source,
            String example,
            Construction construction) {
        ZooEntry entry = new ZooEntry(name, Parameters.describe(defaults), description, source, example);
        return new Recipe(entry, defaults, construction);
    }

    Network build(String spec, ImmutableList<String> parts) {
        Parameters parameters = Parameters.parse(spec, parts, defaults);
        return construction.build(parameters.canonical(entry.name()), parameters);
    }
}
