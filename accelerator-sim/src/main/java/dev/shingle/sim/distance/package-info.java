/** Safe distances taken literally: from the definition, word by word, and by trial. Slow, and obviously right. */
@NullMarked
package dev.shingle.sim.distance;

import org.jspecify.annotations.NullMarked;
