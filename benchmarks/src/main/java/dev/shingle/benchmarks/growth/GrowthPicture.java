package dev.shingle.benchmarks.growth;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Two panels side by side, time and memory against layers, all axes logarithmic: a straight slope of 1 is linear. */
final class GrowthPicture {

    private static final int PANEL_WIDTH = 420;
    private static final int PANEL_HEIGHT = 340;
    private static final int MARGIN = 60;
    private static final String[] COLOURS = {"#1b6ca8", "#c8501e"};

    private final String title;
    private final ToDoubleFunction<GrowthCurve.Point> value;
    private final int left;
    private final double[] across;
    private final double[] upwards;

    private GrowthPicture(
            String title, ToDoubleFunction<GrowthCurve.Point> value, int left, ImmutableList<GrowthCurve> curves) {
        this.title = title;
        this.value = value;
        this.left = left;
        this.across = decades(curves, GrowthCurve.Point::layers);
        this.upwards = decades(curves, value);
    }

    static String svg(ImmutableList<GrowthCurve> curves) {
        int width = 2 * PANEL_WIDTH;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s%s</svg>
                """.formatted(
                width,
                PANEL_HEIGHT,
                width,
                PANEL_HEIGHT,
                new GrowthPicture("seconds", GrowthCurve.Point::seconds, 0, curves).panel(curves),
                new GrowthPicture("MiB allocated", GrowthCurve.Point::mebibytes, PANEL_WIDTH, curves).panel(curves));
    }

    private String panel(ImmutableList<GrowthCurve> curves) {
        StringBuilder svg = new StringBuilder();
        for (int decade = (int) across[0]; decade <= across[1]; decade++) {
            line(svg, x(decade), y(upwards[0]), x(decade), y(upwards[1]));
            text(svg, x(decade), y(upwards[0]) + 18, "middle", "#333333", power(decade));
        }
        for (int decade = (int) upwards[0]; decade <= upwards[1]; decade++) {
            line(svg, x(across[0]), y(decade), x(across[1]), y(decade));
            text(svg, x(across[0]) - 6, y(decade) + 4, "end", "#333333", power(decade));
        }
        text(svg, x(across[0]), y(upwards[1]) - 12, "start", "#333333", title);
        text(svg, x(across[1]), y(upwards[0]) + 36, "end", "#333333", "layers");
        for (int i = 0; i < curves.size(); i++) {
            String colour = COLOURS[i % COLOURS.length];
            String points = curves.get(i).points().stream()
                    .map(point -> number(x(Math.log10(point.layers()))) + ","
                            + number(y(Math.log10(value.applyAsDouble(point)))))
                    .collect(joining(" "));
            svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n"
                    .formatted(colour, points));
            text(
                    svg,
                    x(across[0]) + 10,
                    y(upwards[1]) + 18 + 16 * i,
                    "start",
                    colour,
                    curves.get(i).name());
        }
        return svg.toString();
    }

    private static double[] decades(ImmutableList<GrowthCurve> curves, ToDoubleFunction<GrowthCurve.Point> of) {
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (GrowthCurve curve : curves) {
            for (GrowthCurve.Point point : curve.points()) {
                least = Math.min(least, Math.log10(of.applyAsDouble(point)));
                most = Math.max(most, Math.log10(of.applyAsDouble(point)));
            }
        }
        return new double[] {Math.floor(least), Math.max(Math.ceil(most), Math.floor(least) + 1)};
    }

    private double x(double logarithm) {
        return left + MARGIN + (logarithm - across[0]) / (across[1] - across[0]) * (PANEL_WIDTH - 2.0 * MARGIN);
    }

    private double y(double logarithm) {
        return PANEL_HEIGHT
                - MARGIN
                - (logarithm - upwards[0]) / (upwards[1] - upwards[0]) * (PANEL_HEIGHT - 2.0 * MARGIN);
    }

    private static String power(int decade) {
        return decade >= 0
                ? String.format(Locale.ROOT, "%,d", Math.round(Math.pow(10, decade)))
                : number(Math.pow(10, decade));
    }

    private static String number(double value) {
        return value < 1 && value > 0 ? String.valueOf(value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append("<line stroke=\"#dddddd\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n"
                .formatted(number(x1), number(y1), number(x2), number(y2)));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String colour, String words) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n"
                .formatted(number(x), number(y), anchor, colour, words));
    }
}
