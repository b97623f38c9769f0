/**
 * Plain allocation: buffers that live together must be disjoint, and the least height is wanted. The search branches on
 * sections of time instead of on buffers; see {@link dev.shingle.mapper.place.sections.SectionSearch}.
 */
@NullMarked
package dev.shingle.mapper.place.sections;

import org.jspecify.annotations.NullMarked;
