package dev.shingle.sim.run;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.tensors.TensorData;

/** Follows a run, and may end it. */
public interface RunObserver {

    /** Does not look. */
    RunObserver NONE = new RunObserver() {};

    /** Whether {@link #produced} is to be called: every feature map is copied for it. */
    default boolean wantsFeatureMaps() {
        return false;
    }

    /**
     * A feature map as it lies in the scratchpad at the end of the step that completed it, seen without a check; what a
     * plan has destroyed by then is wrong here.
     */
    default void produced(FeatureMap map, TensorData data) {}

    /**
     * Called before every step and some times during long ones.
     *
     * @param step the step that runs; the number of steps at the end
     * @param done work done so far, in multiplications and about as costly other things
     * @param work all work of the run
     * @return whether to go on
     */
    default boolean proceed(int step, long done, long work) {
        return true;
    }
}
