package dev.shingle.networks.onnx;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;

/** What a name of the file stands for: an activation, or a tensor that does not depend on the network's input. */
sealed interface Value permits Stored, Known {

    /** Dimensions as the file counts them; those of an empty list are 0. */
    ImmutableIntArray dimensions();

    ElementType type();
}
