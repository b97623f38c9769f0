/** What the hardware can do, as one description for mapper, simulator and export. Data and layout arithmetic only. */
@NullMarked
package dev.shingle.mapper.machine;

import org.jspecify.annotations.NullMarked;
