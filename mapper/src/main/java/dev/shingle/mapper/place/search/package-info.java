/** Our planner: exact for chains, sweeps and climbs for graphs. */
@NullMarked
package dev.shingle.mapper.place.search;

import org.jspecify.annotations.NullMarked;
