/** The report's page in a real browser. */
@NullMarked
package dev.shingle.conformance.browser;

import org.jspecify.annotations.NullMarked;
