package dev.shingle.networks.onnx;

import dev.shingle.networks.Operator.Resize;
import java.util.Optional;

/**
 * Where the pixels of one resized dimension lie in the input, by the file's rule; compared with where a layer sees them:
 *
 * <pre>
 *   layer, plain            i * n / m             n input pixels, m output pixels
 *   layer, align corners    i * (n - 1) / (m - 1)
 *   layer, half pixels      (i + 0.5) * n / m     (less 0.5 when interpolating)
 * </pre>
 *
 * Nearest pixels are compared one by one; interpolation is compared by position, exact up to rounding.
 */
final class ResizeCoordinates {

    private static final double TOLERANCE = 1e-6;

    private final int input;
    private final int output;
    private final double factor;
    private final String rule;

    ResizeCoordinates(int input, int output, double factor, String rule) {
        this.input = input;
        this.output = output;
        this.factor = factor;
        this.rule = rule;
    }

    static Optional<Resize> nearest(ResizeCoordinates rows, ResizeCoordinates columns, String rounding) {
        for (Resize candidate : candidates(Resize.Mode.NEAREST)) {
            if (rows.isNearest(candidate, rounding) && columns.isNearest(candidate, rounding)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    static Optional<Resize> bilinear(ResizeCoordinates rows, ResizeCoordinates columns) {
        for (Resize candidate : candidates(Resize.Mode.BILINEAR)) {
            if (rows.isBilinear(candidate) && columns.isBilinear(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Resize[] candidates(Resize.Mode mode) {
        return new Resize[] {
            new Resize(mode, false, false), new Resize(mode, false, true), new Resize(mode, true, false)
        };
    }

    private boolean isNearest(Resize layer, String rounding) {
        for (int i = 0; i < output; i++) {
            double wanted = position(i);
            if (Double.isNaN(wanted) || pixel(rounded(wanted, rounding)) != pixel(nearestByLayer(layer, i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isBilinear(Resize layer) {
        for (int i = 0; i < output; i++) {
            double wanted = clamped(position(i));
            if (!(Math.abs(wanted - clamped(positionByLayer(layer, i))) <= TOLERANCE * Math.max(1, wanted))) {
                return false;
            }
        }
        return true;
    }

    /** In the input, by the file's rule; not a number if the rule is not known. */
    private double position(int i) {
        return switch (rule) {
            case "asymmetric" -> i / factor;
            case "half_pixel" -> (i + 0.5) / factor - 0.5;
            case "pytorch_half_pixel" -> output > 1 ? (i + 0.5) / factor - 0.5 : 0;
            case "tf_half_pixel_for_nn" -> (i + 0.5) / factor;
            case "align_corners" -> output == 1 ? 0 : (double) i * (input - 1) / (output - 1);
            case "half_pixel_symmetric" -> {
                double adjustment = output / (input * factor);
                double offset = input / 2.0 * (1 - adjustment);
                yield offset + (i + 0.5) / factor - 0.5;
            }
            default -> Double.NaN;
        };
    }

    private static double rounded(double position, String rounding) {
        return switch (rounding) {
            case "floor" -> Math.floor(position);
            case "ceil" -> Math.ceil(position);
            case "round_prefer_floor" -> Math.ceil(position - 0.5);
            case "round_prefer_ceil" -> Math.floor(position + 0.5);
            default -> Double.NaN;
        };
    }

    /** In single precision, as layers are defined. */
    private double nearestByLayer(Resize layer, int i) {
        float scale = scale(layer);
        float position = layer.halfPixelCenters() ? (i + 0.5f) * scale : i * scale;
        return layer.alignCorners() ? Math.round(position) : Math.floor(position);
    }

    private double positionByLayer(Resize layer, int i) {
        float scale = scale(layer);
        return layer.halfPixelCenters() ? (i + 0.5f) * scale - 0.5f : i * scale;
    }

    private float scale(Resize layer) {
        return layer.alignCorners() && output > 1 ? (input - 1) / (float) (output - 1) : input / (float) output;
    }

    private double pixel(double index) {
        return Math.min(Math.max(index, 0), input - 1.0);
    }

    private double clamped(double position) {
        return Math.min(Math.max(position, 0), input - 1.0);
    }
}
