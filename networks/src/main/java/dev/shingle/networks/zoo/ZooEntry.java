package dev.shingle.networks.zoo;

/**
 * What a user is told about a network of the zoo.
 *
 * @param name what it is called by
 * @param family what kind of network it is: {@code detector}, {@code classifier} or {@code restoration}
 * @param parameters what can be set, with the defaults: {@code width=1.0, input=224x224x3}; empty if nothing can
 * @param description what it is for, and what it is made of
 * @param source where the list of layers was published
 * @param example a complete specification
 */
public record ZooEntry(
        String name, String family, String parameters, String description, String source, String example) {}
