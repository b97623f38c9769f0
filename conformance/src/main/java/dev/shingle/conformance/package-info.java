/** Tests of the whole house against heavy oracles. Nothing depends on this module, so that the program stays small. */
@NullMarked
package dev.shingle.conformance;

import org.jspecify.annotations.NullMarked;
