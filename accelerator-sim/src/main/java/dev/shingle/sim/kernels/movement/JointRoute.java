package dev.shingle.sim.kernels.movement;

import dev.shingle.networks.Shape;
import java.util.List;

/**
 * From a tensor to the parts that it is made of, or that it is split into. Along the axes before the joint one, stretches of
 * all parts take turns:
 *
 * <pre>    parts a (2 channels) and b (1):    a a b | a a b | a a b        </pre>
 */
final class JointRoute implements Route {

    private final long[] starts;

    private JointRoute(long[] starts) {
        this.starts = starts;
    }

    /**
     * Parts that lie one behind another along an axis; or are stacked along one that they lack, which is then the axis before
     * their own of that number. Either way, a part's stretch is everything from there on.
     */
    static JointRoute of(List<Shape> parts, int axis) {
        long[] starts = new long[parts.size() + 1];
        for (int part = 0; part < parts.size(); part++) {
            long stretch = 1;
            for (int i = axis; i < parts.get(part).rank(); i++) {
                stretch *= parts.get(part).dimension(i);
            }
            starts[part + 1] = starts[part] + stretch;
        }
        return new JointRoute(starts);
    }

    @Override
    public void follow(long element, Run run) {
        long all = starts[starts.length - 1];
        long turn = element / all;
        long position = element % all;
        int part = 0;
        while (position >= starts[part + 1]) {
            part++;
        }
        long stretch = starts[part + 1] - starts[part];
        run.set(part, turn * stretch + position - starts[part], starts[part + 1] - position);
    }
}
