/** Machine descriptions as YAML files. */
@NullMarked
package dev.shingle.mapper.machine.yaml;

import org.jspecify.annotations.NullMarked;
