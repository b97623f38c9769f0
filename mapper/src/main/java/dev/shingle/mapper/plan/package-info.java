/** The result vocabulary: buffers, where they lie, and the steps that use them. Data only, no decisions. */
@NullMarked
package dev.shingle.mapper.plan;

import org.jspecify.annotations.NullMarked;
