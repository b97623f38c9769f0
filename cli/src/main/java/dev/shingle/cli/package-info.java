/** The terminal: arguments in, tables, pictures and exit codes out. The only place that prints. */
@NullMarked
package dev.shingle.cli;

import org.jspecify.annotations.NullMarked;
