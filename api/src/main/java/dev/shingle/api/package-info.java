/**
 * The library's front door: load a network, size it, map it, verify a plan, explain a layer. One call each; nothing is
 * printed; no plan is handed out that has not passed the static checker and the replay.
 */
@NullMarked
package dev.shingle.api;

import org.jspecify.annotations.NullMarked;
