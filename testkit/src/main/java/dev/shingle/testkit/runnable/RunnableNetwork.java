package dev.shingle.testkit.runnable;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Network;
import java.util.Random;

/**
 * A network of {@link RunnableNetworks} by what makes it again: the two numbers are all that a report needs to print.
 *
 * @param type of nearly all activations: INT8, UINT8, INT16 or FLOAT32
 * @param seed all else follows from it
 */
public record RunnableNetwork(ElementType type, long seed) {

    /** The same one each time. */
    public Network network() {
        return RunnableNetworks.network(new Random(seed), type);
    }
}
