/** Denoisers and super-resolution networks of the zoo: an image in, an image out. */
@NullMarked
package dev.shingle.networks.zoo.restoration;

import org.jspecify.annotations.NullMarked;
