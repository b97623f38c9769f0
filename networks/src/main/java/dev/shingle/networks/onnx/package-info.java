/**
 * Reads ONNX files.
 *
 * <p>{@link dev.shingle.networks.onnx.OnnxReader} turns a file into a network. ONNX keeps channels in front of height and
 * width, this project keeps them behind; {@code AxisOrder} says for every activation how the file's axes are stored, and
 * every rule translates axes through it.
 */
@NullMarked
package dev.shingle.networks.onnx;

import org.jspecify.annotations.NullMarked;
