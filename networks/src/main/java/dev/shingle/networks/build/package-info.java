/**
 * Networks from code: {@link dev.shingle.networks.build.NetworkBuilder} works out shapes, names, weights and
 * quantisation.
 */
@NullMarked
package dev.shingle.networks.build;

import org.jspecify.annotations.NullMarked;
