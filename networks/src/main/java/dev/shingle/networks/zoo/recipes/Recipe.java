package dev.shingle.networks.zoo.recipes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Network;

/**
 * A network of the zoo and how to build it.
 *
 * @param name what it is called by
 * @param defaults its parameters
 * @param description what it is for, and what it is made of
 * @param source where the list of layers was published
 * @param example a complete specification
 * @param construction the code that builds it
 */
public record Recipe(
        String name,
        ImmutableMap<String, String> defaults,
        String description,
        String source,
        String example,
        Construction construction) {

    /** The code that builds a network. */
    public interface Construction {

        /**
         * Builds it.
         *
         * @param name the network's name: the specification in its canonical form
         */
        Network build(String name, Parameters parameters);
    }

    /**
     * Builds the network.
     *
     * @param spec the whole specification, for messages
     * @param parts what stands between its commas
     */
    public Network build(String spec, ImmutableList<String> parts) {
        Parameters parameters = Parameters.parse(spec, parts, defaults);
        return construction.build(parameters.canonical(name), parameters);
    }

    /** Every parameter with the value that it would have, by name. */
    public ImmutableMap<String, String> parameters(String spec, ImmutableList<String> parts) {
        return Parameters.parse(spec, parts, defaults).values();
    }
}
