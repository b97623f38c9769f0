package dev.shingle.benchmarks.growth;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Panels side by side, all axes logarithmic: a straight slope of 1 is linear. */
public final class GrowthPicture {

    private static final int PANEL_WIDTH = 420;
    private static final int PANEL_HEIGHT = 340;
    private static final int MARGIN = 60;
    private static final String[] COLOURS = {"#1b6ca8", "#c8501e"};

    private final Panel panel;
    private final int left;
    private final double[] across;
    private final double[] upwards;

    private GrowthPicture(Panel panel, int left) {
        this.panel = panel;
        this.left = left;
        this.across = decades(panel.lines(), Point::x);
        this.upwards = decades(panel.lines(), Point::y);
    }

    /** One value at one size; both are positive. */
    public record Point(double x, double y) {}

    /** Points that belong together, by rising size. */
    public record Line(String name, ImmutableList<Point> points) {

        /**
         * The power of the size with which the value grows: the slope of the straight line that fits best, both logarithmic.
         * Over the larger half of the sizes, since small ones cost what does not depend on the size.
         */
        public double exponent() {
            ImmutableList<Point> large = points.subList((points.size() - 1) / 2, points.size());
            double meanX = large.stream()
                    .mapToDouble(point -> Math.log(point.x()))
                    .average()
                    .orElse(0);
            double meanY = large.stream()
                    .mapToDouble(point -> Math.log(point.y()))
                    .average()
                    .orElse(0);
            double products = 0;
            double squares = 0;
            for (Point point : large) {
                double x = Math.log(point.x()) - meanX;
                products += x * (Math.log(point.y()) - meanY);
                squares += x * x;
            }
            return products / squares;
        }
    }

    /**
     * A coordinate system.
     *
     * @param title what goes up
     * @param sizes what goes right
     */
    public record Panel(String title, String sizes, ImmutableList<Line> lines) {}

    /** The panels as one picture. */
    public static String svg(ImmutableList<Panel> panels) {
        int width = panels.size() * PANEL_WIDTH;
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < panels.size(); i++) {
            drawn.append(new GrowthPicture(panels.get(i), i * PANEL_WIDTH).draw());
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s</svg>
                """.formatted(width, PANEL_HEIGHT, width, PANEL_HEIGHT, drawn);
    }

    private String draw() {
        StringBuilder svg = new StringBuilder();
        for (int decade = (int) across[0]; decade <= across[1]; decade++) {
            line(svg, x(decade), y(upwards[0]), x(decade), y(upwards[1]));
            text(svg, x(decade), y(upwards[0]) + 18, "middle", "#333333", power(decade));
        }
        for (int decade = (int) upwards[0]; decade <= upwards[1]; decade++) {
            line(svg, x(across[0]), y(decade), x(across[1]), y(decade));
            text(svg, x(across[0]) - 6, y(decade) + 4, "end", "#333333", power(decade));
        }
        text(svg, x(across[0]), y(upwards[1]) - 12, "start", "#333333", panel.title());
        text(svg, x(across[1]), y(upwards[0]) + 36, "end", "#333333", panel.sizes());
        for (int i = 0; i < panel.lines().size(); i++) {
            Line line = panel.lines().get(i);
            String colour = COLOURS[i % COLOURS.length];
            String points = line.points().stream()
                    .map(point -> number(x(Math.log10(point.x()))) + "," + number(y(Math.log10(point.y()))))
                    .collect(joining(" "));
            svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n"
                    .formatted(colour, points));
            text(svg, x(across[0]) + 10, y(upwards[1]) + 18 + 16 * i, "start", colour, line.name());
        }
        return svg.toString();
    }

    private static double[] decades(ImmutableList<Line> lines, ToDoubleFunction<Point> of) {
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (Line line : lines) {
            for (Point point : line.points()) {
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
                : String.valueOf(Math.pow(10, decade));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
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
