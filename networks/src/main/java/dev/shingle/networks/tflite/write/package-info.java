/** Networks as {@code .tflite} files. */
@NullMarked
package dev.shingle.networks.tflite.write;

import org.jspecify.annotations.NullMarked;
