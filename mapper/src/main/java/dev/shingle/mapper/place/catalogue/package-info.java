/** All planners, by name. */
@NullMarked
package dev.shingle.mapper.place.catalogue;

import org.jspecify.annotations.NullMarked;
