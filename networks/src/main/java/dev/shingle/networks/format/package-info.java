/** What readers of model files have in common: getting at the bytes, and names that people can read. */
@NullMarked
package dev.shingle.networks.format;

import org.jspecify.annotations.NullMarked;
