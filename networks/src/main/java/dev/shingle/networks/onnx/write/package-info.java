/** Networks as ONNX files. */
@NullMarked
package dev.shingle.networks.onnx.write;

import org.jspecify.annotations.NullMarked;
