package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.plan.LiveRange;

/** How much is live at every step. */
final class Breadths {

    private final long[] wordsAt;

    Breadths(PlacementProblem problem) {
        this.wordsAt = new long[problem.stepCount() + 1];
        for (int buffer = 0; buffer < problem.bufferCount(); buffer++) {
            wordsAt[problem.live(buffer).start()] += problem.size(buffer);
            wordsAt[problem.live(buffer).end()] -= problem.size(buffer);
        }
        for (int step = 1; step < wordsAt.length; step++) {
            wordsAt[step] = Math.addExact(wordsAt[step], wordsAt[step - 1]);
        }
    }

    long wordsAt(int step) {
        return wordsAt[step];
    }

    /** The most that is live at once during a life. */
    long mostDuring(LiveRange live) {
        long most = 0;
        for (int step = live.start(); step < live.end(); step++) {
            most = Math.max(most, wordsAt[step]);
        }
        return most;
    }
}
