/** What a network is fed with: readers of pictures and arrays, and their way into an input tensor. */
@NullMarked
package dev.shingle.networks.pictures;

import org.jspecify.annotations.NullMarked;
