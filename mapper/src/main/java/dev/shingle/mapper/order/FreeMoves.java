package dev.shingle.mapper.order;

import java.util.Arrays;

/**
 * Tasks that can run at once without a loss: the search need not try anything else from there.
 *
 * <p>A task that fits into what is allowed anyway and leaves no more than it found is one. So is the first of several
 * tasks, each waiting for the one before, that fit and leave in the end no more than was there at the start, though some
 * of them may in between:
 *
 * <pre>
 *   live      .--.                              take any order of the rest and move t1, t2, t3 to its front: a task u
 *          .--'  '--.                           that is overtaken by the last few of them finds what these leave
 *     -----'        '--.                        instead of what they free, and that is no more
 *          t1  t2  t3  '-----
 * </pre>
 *
 * <p>For that, what is live must be least at the end; the first return to the start's level is such an end. If u reads what
 * one of them reads too, that operand now dies at u, which is no worse. Not free is a task that writes a part of a buffer:
 * another part would then no longer be the first. With an alignment, roundings may be in the way twice, so the end must be
 * lower by twice the alignment.
 */
final class FreeMoves {

    private static final int LONGEST = 12;

    private final Block block;

    FreeMoves(Block block) {
        this.block = block;
    }

    boolean isFree(State state, Move first, long allowedWords) {
        long margin = block.needs().grain() == 1 ? 0 : 2 * block.needs().grain();
        long growth = 0;
        long least = 0;
        State before = state;
        Move move = first;
        for (int length = 1; fits(move, allowedWords); length++) {
            growth += move.growthWords();
            if (growth <= least - margin) {
                return true;
            }
            least = Math.min(least, growth);
            State after = block.after(before, move);
            boolean readiesOne = after.ready().length() == before.ready().length();
            if (length == LONGEST || !readiesOne) {
                return false;
            }
            before = after;
            move = block.move(after, follower(after, move.task()));
        }
        return false;
    }

    private boolean fits(Move move, long allowedWords) {
        return move.needWords() <= allowedWords
                && Arrays.stream(block.writes(move.task()))
                        .allMatch(use -> block.uses().get(use).writers() == 1);
    }

    /** The only task that has become ready. */
    private int follower(State state, int task) {
        return Arrays.stream(block.successors(task))
                .filter(successor -> state.ready().contains(successor))
                .findFirst()
                .orElseThrow();
    }
}
