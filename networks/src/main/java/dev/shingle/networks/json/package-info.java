/**
 * Networks as readable, diffable, versioned JSON, and the hash that ties a plan to its network.
 *
 * <p>Reading is strict: every key is required, nothing else is accepted, and the first mistake is reported with its
 * JSON pointer (or line and column, where the text is not JSON). {@link dev.shingle.networks.json.StrictObject} and
 * {@link dev.shingle.networks.json.OperatorJson} serve other formats too.
 */
@NullMarked
package dev.shingle.networks.json;

import org.jspecify.annotations.NullMarked;
