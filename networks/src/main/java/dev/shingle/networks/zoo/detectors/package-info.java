/** Object and face detectors of the zoo. */
@NullMarked
package dev.shingle.networks.zoo.detectors;

import org.jspecify.annotations.NullMarked;
