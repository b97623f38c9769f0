package dev.shingle.mapper.place.sections;

import java.util.SplittableRandom;

/**
 * In which order a section tries its candidates: for each restart a rank of every buffer, high ranks first. The first
 * restarts use pure orders, later ones disturb them. A solution of a hard instance is nearly a greedy dive, but nobody
 * knows of which order.
 */
final class Orders {

    private static final double FULL_NOISE = 0.35;

    /** The rank of a buffer before noise; logarithms, so that noise is relative. */
    private enum Order {
        WIDTH {
            @Override
            double rank(double duration, double width, double size) {
                return 0.5 * Math.log(duration) + 0.5 * Math.log(width) + 0.01 * Math.log(size);
            }
        },
        AREA {
            @Override
            double rank(double duration, double width, double size) {
                return 0.5 * Math.log(duration) + 0.5 * Math.log(width) + Math.log(size);
            }
        },
        WIDTH_AND_AREA {
            @Override
            double rank(double duration, double width, double size) {
                return Math.log(width) + 0.4 * Math.log(size);
            }
        },
        SIZE {
            @Override
            double rank(double duration, double width, double size) {
                return Math.log(size) + 0.01 * Math.log(duration);
            }
        };

        abstract double rank(double duration, double width, double size);
    }

    private static final Order[] TURNS = {
        Order.WIDTH, Order.AREA, Order.WIDTH, Order.WIDTH_AND_AREA, Order.WIDTH, Order.SIZE
    };

    private final Sections sections;
    private final boolean usesSeveral;
    private final boolean usesNoise;
    private final long seed;
    final double[] rank;

    Orders(Sections sections, boolean usesSeveral, boolean usesNoise, long seed) {
        this.sections = sections;
        this.usesSeveral = usesSeveral;
        this.usesNoise = usesNoise;
        this.seed = seed;
        rank = new double[sections.rectangles.count()];
    }

    /** Fills {@link #rank} for the given restart; the same for the same seed. */
    void prepare(int restart) {
        Order order = usesSeveral ? TURNS[restart % TURNS.length] : Order.WIDTH;
        int round = restart / TURNS.length + (restart % TURNS.length == 2 || restart % TURNS.length == 4 ? 1 : 0);
        double noise = usesNoise ? FULL_NOISE * Math.min(1, round / 3.0) : 0;
        SplittableRandom random = new SplittableRandom(Codes.mix(seed + 31L * restart));
        for (int b = 0; b < rank.length; b++) {
            rank[b] = pureRank(order, sections, b) + noise * gaussian(random);
        }
    }

    /** The ranks of all orders, undisturbed; by area first. */
    static double[][] pure(Sections sections) {
        Order[] orders = {Order.AREA, Order.WIDTH_AND_AREA, Order.WIDTH, Order.SIZE};
        double[][] ranks = new double[orders.length][sections.rectangles.count()];
        for (int i = 0; i < orders.length; i++) {
            for (int b = 0; b < ranks[i].length; b++) {
                ranks[i][b] = pureRank(orders[i], sections, b);
            }
        }
        return ranks;
    }

    private static double pureRank(Order order, Sections sections, int buffer) {
        double duration = (double) sections.rectangles.end(buffer) - sections.rectangles.start(buffer);
        return order.rank(duration, sections.width(buffer), (double) sections.rectangles.size(buffer));
    }

    /** Near enough: the sum of twelve uniform numbers has variance one. */
    private static double gaussian(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }
}
