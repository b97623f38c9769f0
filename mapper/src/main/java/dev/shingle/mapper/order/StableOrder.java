package dev.shingle.mapper.order;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Among all orders whose peak does not exceed a limit, the first in lexicographic order: at every step the earliest task
 * of the given order with which the rest is still possible. Depth first; sets from which there is no way are remembered.
 */
final class StableOrder {

    private static final class Frame {
        final State state;
        int next;

        Frame(State state) {
            this.state = state;
        }
    }

    private final Block block;
    private final long limitWords;
    private final long mostMoves;
    private final long triedBefore;
    private final Set<TaskSet> hopeless = new HashSet<>();
    private final Deque<Frame> frames = new ArrayDeque<>();

    StableOrder(Block block, long limitWords, long mostMoves) {
        this.block = block;
        this.limitWords = limitWords;
        this.mostMoves = mostMoves;
        this.triedBefore = block.tried();
    }

    /** Empty if there is no such order, or it took too many moves to find. */
    Optional<int[]> find() {
        frames.push(new Frame(block.start()));
        while (!frames.isEmpty() && block.tried() - triedBefore <= mostMoves) {
            Frame frame = frames.element();
            if (frame.state.count() == block.count()) {
                return Optional.of(Path.toArray(frame.state.path(), frame.state.count()));
            }
            if (frame.next < frame.state.ready().length()) {
                descend(frame.state, frame.state.ready().get(frame.next++));
            } else {
                hopeless.add(frame.state.done());
                frames.pop();
            }
        }
        return Optional.empty();
    }

    private void descend(State state, int task) {
        Move move = block.move(state, task);
        if (move.needWords() <= limitWords) {
            State after = block.after(state, move);
            if (!hopeless.contains(after.done())) {
                frames.push(new Frame(after));
            }
        }
    }
}
