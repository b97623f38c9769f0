/** The same network for a smaller or larger input image, where its operators allow it. */
@NullMarked
package dev.shingle.networks.resize;

import org.jspecify.annotations.NullMarked;
