package dev.shingle.networks.tflite.write;

import dev.shingle.networks.Operator;
import java.util.function.BiConsumer;

/** How layers with one kind of operator are written. */
@FunctionalInterface
interface Rule {

    /**
     * Appends the operator that the layer becomes.
     *
     * @throws dev.shingle.networks.NetworkFormatException if the format cannot express the layer
     */
    void write(Site site, Operator operator);

    static <T extends Operator> Rule of(Class<T> type, BiConsumer<Site, T> rule) {
        return (site, operator) -> rule.accept(site, type.cast(operator));
    }
}
