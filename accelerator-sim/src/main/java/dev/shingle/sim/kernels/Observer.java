package dev.shingle.sim.kernels;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.tensors.TensorData;

/** Follows an execution, and may end it. */
@FunctionalInterface
public interface Observer {

    /** Lets everything pass. */
    Observer NONE = (map, data) -> true;

    /**
     * A feature map is complete: an input of the network, or a layer's result.
     *
     * @return whether to go on
     */
    boolean produced(FeatureMap map, TensorData data);

    /**
     * Some of a layer's rows are done; called from the executing thread between whole bands of rows.
     *
     * @return whether to go on
     */
    default boolean progress(int layer, int doneRows, int rows) {
        return true;
    }
}
