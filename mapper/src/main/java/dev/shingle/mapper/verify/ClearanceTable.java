package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Traversal;

/** What a proof about placements may build on: buffers by number, who is live with whom, and equation (9). */
interface ClearanceTable {

    /** The answer of {@link #decidingStep} for two buffers that never overlap. */
    int NO_STEP = -1;

    int buffers();

    /** Steps are numbered from 0; at least one past the last at which a buffer is live. */
    int steps();

    ImmutableSet<Traversal> traversals();

    boolean isCircular();

    /** Starts are multiples of it. */
    long alignmentWords();

    long sizeWords(int buffer);

    boolean isLive(int buffer, int step);

    /** Whether there is a step at which both are live. */
    boolean liveTogether(int a, int b);

    /** The step whose direction decides how close two buffers may come. */
    int decidingStep(int a, int b);

    /**
     * d(below, above) of equation (9), not rounded, at most the size of the lower buffer, at least minus the size of the
     * upper one, which forbids nothing. The direction is that of the deciding step, of no account if there is none.
     */
    long clearanceWords(int below, int above, Traversal traversal);
}
