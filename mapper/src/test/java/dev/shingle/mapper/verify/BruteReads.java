package dev.shingle.mapper.verify;

import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which elements of an operand one output element is made of, written down element by element as the operators are
 * defined. Slow, and on purpose without anything in common with the checker. Elements are flat numbers without padding.
 */
final class BruteReads {

    private final Operation operation;
    private final Shape out;
    private final Shape in;
    private final int index;
    private final Set<Long> found = new TreeSet<>();

    private BruteReads(Operation operation, int index, Shape out) {
        this.operation = operation;
        this.index = index;
        this.out = out;
        this.in = operation.operands().get(index).shape();
    }

    /** Elements that grid pixel {@code (row, column)} with channel {@code channel} reads of an operand. */
    static Set<Long> of(Operation operation, int index, Shape grid, int row, int column, int channel) {
        BruteReads reads = new BruteReads(operation, index, grid);
        reads.collect(row, column, channel);
        return reads.found;
    }

    private void collect(int row, int column, int channel) {
        Operator operator = operation.operator();
        int image = row / out.height();
        int r = row % out.height();
        if (operator instanceof Operator.Convolution c) {
            int perGroup = in.channels() / c.groups();
            int group = channel * c.groups() / out.channels();
            window(c.window(), image, r, column, group * perGroup, (group + 1) * perGroup);
        } else if (operator instanceof Operator.DepthwiseConvolution d) {
            window(d.window(), image, r, column, channel / d.multiplier(), channel / d.multiplier() + 1);
        } else if (operator instanceof Operator.Pool p) {
            window(p.window(), image, r, column, channel, channel + 1);
        } else if (operator instanceof Operator.TransposedConvolution t) {
            transposed(t.window(), image, r, column);
        } else if (operator instanceof Operator.Resize resize) {
            resize(resize, image, r, column, channel);
        } else {
            collectByDimension(operator, row, column, channel);
        }
    }

    private void add(int image, int y, int x, int channel) {
        found.add((((long) image * in.height() + y) * in.width() + x) * in.channels() + channel);
    }

    private boolean isInside(int y, int x) {
        return y >= 0 && y < in.height() && x >= 0 && x < in.width();
    }

    private void window(Window w, int image, int r, int c, int firstChannel, int endChannel) {
        for (int i = 0; i < w.kernelHeight(); i++) {
            for (int j = 0; j < w.kernelWidth(); j++) {
                int y = r * w.strideHeight() - w.padding().top() + i * w.dilationHeight();
                int x = c * w.strideWidth() - w.padding().left() + j * w.dilationWidth();
                for (int channel = firstChannel; channel < endChannel && isInside(y, x); channel++) {
                    add(image, y, x, channel);
                }
            }
        }
    }

    private void transposed(Window w, int image, int r, int c) {
        for (int y = 0; y < in.height(); y++) {
            for (int x = 0; x < in.width(); x++) {
                int i = r - (y * w.strideHeight() - w.padding().top());
                int j = c - (x * w.strideWidth() - w.padding().left());
                boolean isTap = i >= 0 && i < w.kernelHeight() && j >= 0 && j < w.kernelWidth();
                for (int channel = 0; isTap && channel < in.channels(); channel++) {
                    add(image, y, x, channel);
                }
            }
        }
    }

    private void resize(Operator.Resize resize, int image, int r, int c, int channel) {
        int[] ys = sources(resize, r, in.height(), out.height());
        int[] xs = sources(resize, c, in.width(), out.width());
        for (int y : ys) {
            for (int x : xs) {
                add(image, y, x, channel);
            }
        }
    }

    private int[] sources(Operator.Resize resize, int i, int from, int to) {
        boolean isSigned = switch (operation.operands().get(index).type()) {
            case INT4, INT8, INT16 -> true;
            default -> false;
        };
        if (isSigned && resize.mode() == Operator.Resize.Mode.BILINEAR) {
            return signedSources(resize, i, from, to);
        }
        boolean corners = resize.alignCorners() && to > 1;
        float scale = corners ? (float) (from - 1) / (to - 1) : (float) from / to;
        if (resize.mode() == Operator.Resize.Mode.NEAREST) {
            float p = resize.halfPixelCenters() ? (i + .5f) * scale : i * scale;
            int s = resize.alignCorners() ? Math.round(p) : (int) p;
            return new int[] {Math.min(from - 1, Math.max(0, s))};
        }
        float p = resize.halfPixelCenters() ? (i + .5f) * scale - .5f : i * scale;
        int low = (int) Math.max(0, Math.floor(p));
        int high = (int) Math.min(from - 1, Math.ceil(p));
        return new int[] {Math.min(low, from - 1), Math.max(high, 0)};
    }

    /** Positions in units of 2^-10 pixels; the unit is exact in a double. */
    private static int[] signedSources(Operator.Resize resize, int i, int from, int to) {
        boolean corners = resize.alignCorners() && to > 1;
        double scale = Math.rint(1024.0 * (from - (corners ? 1 : 0)) / (to - (corners ? 1 : 0)) + 1e-9) / 1024;
        double p = i * scale;
        if (resize.halfPixelCenters()) {
            p += Math.floor(scale * 512) / 1024 - .5;
        }
        double inside = Math.max(0, Math.min(from - 1, p));
        return new int[] {(int) Math.floor(inside), (int) Math.ceil(inside)};
    }

    private void collectByDimension(Operator operator, int row, int column, int channel) {
        long flat = ((long) row * out.width() + column) * out.channels() + channel;
        int[] o = indices(flat, out);
        if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            found.add(flat);
        } else if (operator instanceof Operator.FullyConnected) {
            long length = in.elements() / (out.elements() / out.channels());
            long vector = flat / out.channels();
            for (long e = vector * length; e < (vector + 1) * length; e++) {
                found.add(e);
            }
        } else if (operator instanceof Operator.Transpose t) {
            int[] i = new int[o.length];
            for (int axis = 0; axis < o.length; axis++) {
                i[t.permutation().get(axis)] = o[axis];
            }
            addAt(i);
        } else if (operator instanceof Operator.DepthToSpace d) {
            int b = d.block();
            add(o[0], o[1] / b, o[2] / b, ((o[1] % b) * b + o[2] % b) * out.channels() + o[3]);
        } else if (operator instanceof Operator.SpaceToDepth s) {
            int b = s.block();
            int place = o[3] / in.channels();
            add(o[0], o[1] * b + place / b, o[2] * b + place % b, o[3] % in.channels());
        } else if (operator instanceof Operator.SpaceToBatch s) {
            int place = o[0] / in.batch();
            int y = o[1] * s.blockHeight()
                    + place / s.blockWidth()
                    - s.padding().top();
            int x = o[2] * s.blockWidth() + place % s.blockWidth() - s.padding().left();
            if (isInside(y, x)) {
                add(o[0] % in.batch(), y, x, o[3]);
            }
        } else if (operator instanceof Operator.BatchToSpace s) {
            int y = o[1] + s.crop().top();
            int x = o[2] + s.crop().left();
            int place = (y % s.blockHeight()) * s.blockWidth() + x % s.blockWidth();
            add(place * out.batch() + o[0], y / s.blockHeight(), x / s.blockWidth(), o[3]);
        } else if (!(operator instanceof Operator.ShapeOf)) {
            collectSearching(operator, o);
        }
    }

    /** Looks at every element of the operand and asks whether it takes part. */
    private void collectSearching(Operator operator, int[] o) {
        for (long e = 0; e < in.elements(); e++) {
            if (takesPart(operator, indices(e, in), o)) {
                found.add(e);
            }
        }
    }

    private boolean takesPart(Operator operator, int[] i, int[] o) {
        if (operator instanceof Operator.Reduce reduce) {
            return foldsInto(reduce, i, o);
        }
        if (operator instanceof Operator.Pack pack) {
            int[] stacked = new int[o.length];
            for (int axis = 0, from = 0; axis < o.length; axis++) {
                stacked[axis] = axis == pack.axis() ? index : i[from++];
            }
            return Arrays.equals(stacked, o);
        }
        for (int axis = 0; axis < i.length; axis++) {
            if (!takesPart(operator, axis, i[axis], o[axis + o.length - i.length])) {
                return false;
            }
        }
        return true;
    }

    private boolean takesPart(Operator operator, int axis, int i, int o) {
        if (operator instanceof Operator.Elementwise || operator instanceof Operator.Pointwise) {
            return in.dimension(axis) == 1 || i == o;
        }
        if (operator instanceof Operator.Softmax) {
            return axis == in.rank() - 1 || i == o;
        }
        if (operator instanceof Operator.LocalResponseNormalization lrn && axis == in.rank() - 1) {
            double middle = lrn.size() % 2 == 0 ? o + .5 : o;
            return Math.abs(i - middle) <= (lrn.size() - 1) / 2.0;
        }
        if (operator instanceof Operator.Split || operator instanceof Operator.LocalResponseNormalization) {
            return i == o;
        }
        if (operator instanceof Operator.Concatenation concatenation) {
            int before = 0;
            for (TensorUse use : operation.operands().subList(0, index)) {
                before += use.shape().dimension(axis);
            }
            return axis == concatenation.axis() ? i + before == o : i == o;
        }
        if (operator instanceof Operator.Slice slice) {
            return i == slice.begin().get(axis) + slice.strides().get(axis) * o;
        }
        if (operator instanceof Operator.Pad pad) {
            int before = pad.before().get(axis);
            int n = in.dimension(axis);
            return switch (pad.mode()) {
                case CONSTANT -> i + before == o;
                case REFLECT ->
                    i + before == o || before - i == o && i > 0 || before + 2 * (n - 1) - i == o && i < n - 1;
                case SYMMETRIC -> i + before == o || before - 1 - i == o || before + 2 * n - 1 - i == o;
            };
        }
        throw new AssertionError(operator.toString());
    }

    /** Pixels fold as a whole: if channels are reduced, every element that lands in the pixel counts. */
    private boolean foldsInto(Operator.Reduce reduce, int[] i, int[] o) {
        long landing = 0;
        for (int axis = 0; axis < i.length; axis++) {
            if (!reduce.axes().contains(axis)) {
                landing = landing * in.dimension(axis) + i[axis];
            }
        }
        long flat = 0;
        for (int axis = 0; axis < o.length; axis++) {
            flat = flat * out.dimension(axis) + o[axis];
        }
        return landing == flat;
    }

    private void addAt(int[] i) {
        long flat = 0;
        for (int axis = 0; axis < i.length; axis++) {
            flat = flat * in.dimension(axis) + i[axis];
        }
        found.add(flat);
    }

    private static int[] indices(long flat, Shape shape) {
        int[] indices = new int[shape.rank()];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            indices[axis] = (int) (flat % shape.dimension(axis));
            flat /= shape.dimension(axis);
        }
        return indices;
    }
}
