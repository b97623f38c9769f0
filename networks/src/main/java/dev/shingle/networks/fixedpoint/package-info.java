/** What a quotient of scales becomes in integer arithmetic: a fact of the format, whoever computes with it. */
@NullMarked
package dev.shingle.networks.fixedpoint;

import org.jspecify.annotations.NullMarked;
