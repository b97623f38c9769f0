/** What the networks of the zoo are described with: parameters, recipes and common blocks. */
@NullMarked
package dev.shingle.networks.zoo.recipes;

import org.jspecify.annotations.NullMarked;
