/** Memory plans as JSON files that can be replayed without the network that they were made from. */
@NullMarked
package dev.shingle.mapper.plan.json;

import org.jspecify.annotations.NullMarked;
