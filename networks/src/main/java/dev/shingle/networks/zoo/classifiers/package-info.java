/** Image and sound classifiers of the zoo, and single blocks of them. */
@NullMarked
package dev.shingle.networks.zoo.classifiers;

import org.jspecify.annotations.NullMarked;
