/**
 * Reading {@code .tflite} files, from the bytes up: bounds-checked flatbuffers, tensors, then one small rule per family of
 * operators.
 *
 * <p>Files come from anywhere. Whatever their bytes say, reading ends in a network or in a {@link
 * dev.shingle.networks.NetworkFormatException}, in time and memory linear in the file's length.
 */
@NullMarked
package dev.shingle.networks.tflite;

import org.jspecify.annotations.NullMarked;
