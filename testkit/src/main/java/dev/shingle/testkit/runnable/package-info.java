/** Networks that can be computed, not only placed: with weights, and with scales under which numbers stay alive. */
@NullMarked
package dev.shingle.testkit.runnable;

import org.jspecify.annotations.NullMarked;
