/** Manual pages and the command reference, made from the very model by which the command line is read. */
@NullMarked
package dev.shingle.cli.manual;

import org.jspecify.annotations.NullMarked;
