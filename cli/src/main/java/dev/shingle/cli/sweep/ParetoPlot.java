package dev.shingle.cli.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.xml.XmlEscapers;
import dev.shingle.api.sweep.SweepTable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A sweep as pictures: SRAM upwards, work, cycles, energy or blocks to the right, both logarithmic; the front is marked
 * ({@link ParetoFront}). One SVG without scripts, in the colours of the reader's page; points that would cover each other are
 * drawn once.
 */
public final class ParetoPlot {

    private static final int COLUMNS = 2;
    private static final int PANEL_WIDTH = 480;
    private static final int PANEL_HEIGHT = 380;
    private static final int LEFT = 64;
    private static final int TOP = 34;
    private static final int PLOT_WIDTH = 392;
    private static final int PLOT_HEIGHT = 276;
    private static final int CAPTION = 58;
    private static final double KIBIBYTE = 1024;

    private static final String STYLE = """
            <style>
              .page { fill: #ffffff } text { font: 12px sans-serif; fill: #222222 } .title { font-weight: bold; font-size: 14px }
              .grid { stroke: #d5d9de; stroke-width: 1 } .any { fill: #7a8699; fill-opacity: 0.45 }
              .front { fill: #c2410c; stroke: #ffffff; stroke-width: 0.8 } .stair { fill: none; stroke: #c2410c; stroke-width: 1.5 }
              @media (prefers-color-scheme: dark) {
                .page { fill: #15181d } text { fill: #e6e8eb } .grid { stroke: #363c45 } .any { fill: #9aa6b8 }
                .front { fill: #fb923c; stroke: #15181d } .stair { stroke: #fb923c }
              }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final ImmutableList<PlotPanel> panels;

    private ParetoPlot(ImmutableList<PlotPanel> panels) {
        this.panels = panels;
    }

    /** The plot as SVG. */
    public static String svg(SweepTable table) {
        return new ParetoPlot(PlotPanel.of(table)).draw();
    }

    /** The plot in a page of its own. */
    public static String html(SweepTable table) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Sweep</title>
                <style>
                  body { margin: 0; background: #ffffff }
                  @media (prefers-color-scheme: dark) { body { background: #15181d } }
                  svg { max-width: 100%; height: auto }
                </style>
                """ + svg(table) + "</html>\n";
    }

    private String draw() {
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * PANEL_WIDTH;
        int height = Math.max(1, rows) * PANEL_HEIGHT + CAPTION;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n",
                width, height, width, height);
        svg.append("<title>SRAM against work, time, energy and block RAMs</title>\n")
                .append(STYLE);
        add("<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", width, height);
        for (int i = 0; i < panels.size(); i++) {
            add(
                    "<g transform=\"translate(%d %d)\">\n",
                    i % COLUMNS * PANEL_WIDTH + LEFT, i / COLUMNS * PANEL_HEIGHT + TOP);
            draw(panels.get(i));
            svg.append("</g>\n");
        }
        caption(height - CAPTION);
        return svg.append("</svg>\n").toString();
    }

    private void caption(int top) {
        String[] lines = panels.isEmpty()
                ? new String[] {"No point has figures."}
                : new String[] {
                    "Marked: no other point does at least as many multiply-accumulates with no more SRAM and no more of the"
                            + " quantity to the right.",
                    "SRAM is the planned peak of the activations in KiB. Both axes are logarithmic; points that cover each"
                            + " other are drawn once."
                };
        for (int i = 0; i < lines.length; i++) {
            add("<text x=\"16\" y=\"%d\">%s</text>\n", top + 18 + 18 * i, escaped(lines[i]));
        }
    }

    private void draw(PlotPanel panel) {
        LogAxis right = LogAxis.around(
                panel.points().stream().mapToDouble(panel::abscissa).min().orElse(1),
                panel.points().stream().mapToDouble(panel::abscissa).max().orElse(1),
                PLOT_WIDTH);
        LogAxis up = LogAxis.around(
                panel.points().stream().mapToDouble(ParetoPlot::kibibytes).min().orElse(1),
                panel.points().stream().mapToDouble(ParetoPlot::kibibytes).max().orElse(1),
                PLOT_HEIGHT);
        axes(panel, right, up);
        Set<String> drawn = new HashSet<>();
        for (PlotPoint point : panel.points()) {
            String place = String.format(
                    Locale.ROOT,
                    "cx=\"%.0f\" cy=\"%.0f\"",
                    right.at(panel.abscissa(point)),
                    PLOT_HEIGHT - up.at(kibibytes(point)));
            if (drawn.add(place)) {
                svg.append("<circle class=\"any\" ").append(place).append(" r=\"2.2\"/>\n");
            }
        }
        front(panel, right, up);
    }

    private void axes(PlotPanel panel, LogAxis right, LogAxis up) {
        add("<text class=\"title\" x=\"0\" y=\"-14\">%s</text>\n", escaped(panel.title()));
        for (double tick : right.ticks()) {
            add(
                    "<path class=\"grid\" d=\"M%.1f 0V%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    right.at(tick), PLOT_HEIGHT, right.at(tick), PLOT_HEIGHT + 17, LogAxis.label(tick));
        }
        for (double tick : up.ticks()) {
            double y = PLOT_HEIGHT - up.at(tick);
            add(
                    "<path class=\"grid\" d=\"M0 %.1fH%d\"/><text x=\"-7\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                    y, PLOT_WIDTH, y + 4, LogAxis.label(tick));
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                PLOT_WIDTH / 2, PLOT_HEIGHT + 38, escaped(panel.unit()));
        add(
                "<text transform=\"translate(-48 %d) rotate(-90)\" text-anchor=\"middle\">SRAM, KiB</text>\n",
                PLOT_HEIGHT / 2);
    }

    /** Against work the front is a staircase; elsewhere work is a third axis that the picture does not have. */
    private void front(PlotPanel panel, LogAxis right, LogAxis up) {
        List<PlotPoint> front = ParetoFront.of(panel.points());
        StringBuilder stair = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (PlotPoint point : front) {
            double x = right.at(panel.abscissa(point));
            double y = PLOT_HEIGHT - up.at(kibibytes(point));
            stair.append(String.format(Locale.ROOT, stair.length() == 0 ? "M%.1f %.1f" : "V%2$.1fH%1$.1f", x, y));
            marks.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"front\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s: %,.0f B, %,.0f %s</title></circle>\n",
                    x,
                    y,
                    escaped(point.label()),
                    point.sramBytes(),
                    panel.abscissa(point),
                    escaped(panel.unit())));
        }
        if (panel.isWork()) {
            svg.append("<path class=\"stair\" d=\"").append(stair).append("\"/>\n");
        }
        svg.append(marks);
    }

    private static double kibibytes(PlotPoint point) {
        return point.sramBytes() / KIBIBYTE;
    }

    private void add(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values));
    }

    private static String escaped(String text) {
        return XmlEscapers.xmlAttributeEscaper().escape(text);
    }
}
