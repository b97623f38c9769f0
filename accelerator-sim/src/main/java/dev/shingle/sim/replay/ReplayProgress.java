package dev.shingle.sim.replay;

/** Asked before every step, and now and then during a long one, whether the replay shall go on. */
@FunctionalInterface
public interface ReplayProgress {

    /**
     * Says whether to go on.
     *
     * @param step the step that runs; the number of steps while the host reads the outputs
     * @param steps number of steps
     * @param wordsRead words checked so far
     * @return false to stop; the report then covers what was done and says that it is not complete
     */
    boolean proceed(int step, int steps, long wordsRead);
}
