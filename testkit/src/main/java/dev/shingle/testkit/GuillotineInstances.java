package dev.shingle.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.mapper.place.sections.Rectangles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Allocation problems without any slack whose answer is known: a full rectangle of time and address is cut by guillotine,
 * again and again, from edge to edge of a piece. Put together again the pieces fill every byte at every time.
 *
 * <pre>
 *   +-----+-----------+
 *   |     |           |
 *   |     +------+----+
 *   |     |      |    |
 *   +-----+      |    |
 *   |     |      |    |
 *   +-----+------+----+
 * </pre>
 *
 * Nothing in them was seen by whoever tuned a search to published instances.
 */
public final class GuillotineInstances {

    /** Height of every instance. */
    public static final long CAPACITY_BYTES = 1L << 20;

    private static final int UNIT_BYTES = 1 << 10;
    private static final int STEPS_PER_BUFFER = 8;

    private final Random random;
    private final double addressCuts;
    private final double pinwheels;
    private final List<Piece> pieces = new ArrayList<>();

    private GuillotineInstances(Random random, double addressCuts, double pinwheels) {
        this.random = random;
        this.addressCuts = addressCuts;
        this.pinwheels = pinwheels;
    }

    private record Piece(int start, int end, int bottom, int top) {

        long area() {
            return ((long) end - start) * (top - bottom);
        }
    }

    /**
     * An instance with so many buffers; the same for the same seed.
     *
     * @param addressCuts share of the cuts that part addresses, the others part time: with 0.5 about as many sections as half
     *     of the buffers; more makes buffers longer and thinner
     */
    public static Rectangles of(long seed, int buffers, double addressCuts) {
        checkArgument(buffers > 0, "buffers %s is not positive", buffers);
        checkArgument(addressCuts >= 0 && addressCuts <= 1, "addressCuts %s is no share", addressCuts);
        return new GuillotineInstances(new Random(seed), addressCuts, 0).cut(buffers);
    }

    /**
     * An instance with about so many buffers which no sequence of cuts from edge to edge takes apart: a third of the cuts
     * make five pieces that lie around each other.
     *
     * <pre>
     *   +----+-------+
     *   |    |       |
     *   |    +---+---+
     *   |    |   |   |
     *   +----+---+   |
     *   |        |   |
     *   +--------+---+
     * </pre>
     */
    public static Rectangles pinwheels(long seed, int buffers) {
        checkArgument(buffers > 0, "buffers %s is not positive", buffers);
        return new GuillotineInstances(new Random(seed), 0.6, 1.0 / 3).cut(buffers);
    }

    private Rectangles cut(int buffers) {
        pieces.add(new Piece(0, STEPS_PER_BUFFER * buffers, 0, Math.toIntExact(CAPACITY_BYTES / UNIT_BYTES)));
        while (pieces.size() < buffers) {
            cutOne();
        }
        Collections.shuffle(pieces, random);
        Rectangles.Builder builder = Rectangles.builder();
        for (Piece piece : pieces) {
            builder.add((long) UNIT_BYTES * (piece.top - piece.bottom), piece.start, piece.end);
        }
        return builder.build();
    }

    /** Cuts the largest of a few pieces drawn at random. */
    private void cutOne() {
        int chosen = random.nextInt(pieces.size());
        for (int i = 0; i < 3; i++) {
            int other = random.nextInt(pieces.size());
            if (pieces.get(other).area() > pieces.get(chosen).area()) {
                chosen = other;
            }
        }
        Piece piece = pieces.get(chosen);
        if (pinwheels > 0 && random.nextDouble() < pinwheels) {
            cutPinwheel(chosen, piece);
        } else if (random.nextDouble() < addressCuts) {
            cutAddress(chosen, piece);
        } else {
            cutTime(chosen, piece);
        }
    }

    private void cutAddress(int index, Piece piece) {
        if (piece.top - piece.bottom < 2) {
            return;
        }
        int at = piece.bottom + 1 + random.nextInt(piece.top - piece.bottom - 1);
        pieces.set(index, new Piece(piece.start, piece.end, piece.bottom, at));
        pieces.add(new Piece(piece.start, piece.end, at, piece.top));
    }

    private void cutTime(int index, Piece piece) {
        if (piece.end - piece.start < 2) {
            return;
        }
        int at = piece.start + 1 + random.nextInt(piece.end - piece.start - 1);
        pieces.set(index, new Piece(piece.start, at, piece.bottom, piece.top));
        pieces.add(new Piece(at, piece.end, piece.bottom, piece.top));
    }

    private void cutPinwheel(int index, Piece piece) {
        if (piece.end - piece.start < 3 || piece.top - piece.bottom < 3) {
            return;
        }
        int left = piece.start + 1 + random.nextInt(piece.end - piece.start - 2);
        int right = left + 1 + random.nextInt(piece.end - left - 1);
        int low = piece.bottom + 1 + random.nextInt(piece.top - piece.bottom - 2);
        int high = low + 1 + random.nextInt(piece.top - low - 1);
        pieces.set(index, new Piece(left, right, low, high));
        pieces.add(new Piece(piece.start, right, piece.bottom, low));
        pieces.add(new Piece(right, piece.end, piece.bottom, high));
        pieces.add(new Piece(left, piece.end, high, piece.top));
        pieces.add(new Piece(piece.start, left, low, piece.top));
    }
}
