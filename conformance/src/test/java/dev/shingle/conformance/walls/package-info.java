/** The rules of docs/architecture.md as tests: who may see whom, and the habits of the code. */
@NullMarked
package dev.shingle.conformance.walls;

import org.jspecify.annotations.NullMarked;
