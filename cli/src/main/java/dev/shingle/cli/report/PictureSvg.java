package dev.shingle.cli.report;

import dev.shingle.api.picture.MemoryPicture;

/** Two plans side by side on one scale, as a drawing that needs nothing else: for papers, and for pages without scripts. */
public final class PictureSvg {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int PANEL_WIDTH = 330;
    private static final int PANEL_HEIGHT = 300;
    private static final int LEFT = 62;
    private static final int TOP = 40;
    private static final int GAP = 26;

    private PictureSvg() {}

    /** A document of its own. */
    public static String document(MemoryPicture overlapped, MemoryPicture disjoint, String disjointName) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(overlapped, disjoint, disjointName) + "\n";
    }

    /** The element alone. */
    static String element(MemoryPicture overlapped, MemoryPicture disjoint, String disjointName) {
        Markup out = new Markup();
        String description = "Memory map of " + overlapped.plan().network() + " on "
                + overlapped.plan().machine().name() + ": overlapped " + NumberText.bytes(overlapped.peakBytes()) + ", "
                + disjointName + " " + NumberText.bytes(disjoint.peakBytes());
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "width",
                Integer.toString(WIDTH),
                "height",
                Integer.toString(HEIGHT),
                "role",
                "img",
                "font-family",
                "Helvetica, Arial, 'Liberation Sans', sans-serif",
                "font-size",
                "10",
                "fill",
                Palette.INK);
        out.element("title", description);
        out.empty("rect", "width", "100%", "height", "100%", "fill", "#ffffff");
        Axis bytes = Axis.ofBytes(Math.max(overlapped.peakBytes(), disjoint.peakBytes()));
        new SvgPanel(out, overlapped, bytes, LEFT, TOP, PANEL_WIDTH, PANEL_HEIGHT).draw("Overlapped", true);
        new SvgPanel(out, disjoint, bytes, LEFT + PANEL_WIDTH + GAP, TOP, PANEL_WIDTH, PANEL_HEIGHT)
                .draw(disjointName, false);
        return out.close().toString();
    }
}
