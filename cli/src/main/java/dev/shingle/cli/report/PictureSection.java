package dev.shingle.cli.report;

import dev.shingle.api.picture.BufferShape;
import dev.shingle.api.picture.MemoryPicture;
import dev.shingle.mapper.plan.Buffer;
import java.util.Locale;
import java.util.stream.Collectors;

/** The memory map, and the same as a table. */
final class PictureSection {

    private static final int MOST_DRAWN_CHARS = 400_000;

    private final Markup out;
    private final ReportContents contents;

    PictureSection(Markup out, ReportContents contents) {
        this.out = out;
        this.contents = contents;
    }

    void write() {
        out.open("section", "class", "wide", "aria-labelledby", "map-title");
        out.element("h2", "Memory map", "id", "map-title");
        out.element(
                "p",
                "Time runs to the right, one unit for each step; addresses run upwards. A buffer grows while its layer"
                        + " writes it and shrinks while its last reader consumes it, so a result that follows its operand"
                        + " into the same memory touches it along a diagonal. Areas are bytes times steps.");
        out.open("figure");
        toolbar();
        out.open(
                        "div",
                        "id",
                        "map",
                        "tabindex",
                        "0",
                        "role",
                        "application",
                        "aria-label",
                        "Memory map. Left and right arrow: the buffers, one by one. Plus, minus, zero: zoom.")
                .close();
        out.open("div", "id", "tip", "role", "status", "aria-live", "polite", "hidden", "")
                .close();
        withoutScript();
        out.element(
                "figcaption",
                "Point at a shape for its numbers; drag to move when zoomed, Ctrl and the wheel to zoom. Each stair is drawn"
                        + " at the mean time of its words. Shaded: the step that needs most. Dashed: the lower bound.");
        out.close();
        buffers();
        out.close();
    }

    /** The drawing, unless the page would grow out of hand. */
    private void withoutScript() {
        String drawing = PictureSvg.element(contents.overlapped(), contents.disjoint(), contents.disjointName());
        out.open("noscript");
        if (drawing.length() <= MOST_DRAWN_CHARS) {
            out.raw(drawing);
        } else {
            out.element("p", "The map of so many buffers needs a script; shingle report --svg draws it without.");
        }
        out.close();
    }

    private void toolbar() {
        out.open("div", "class", "toolbar", "role", "toolbar", "aria-label", "Zoom");
        out.element("button", "Zoom in", "type", "button", "data-zoom", "in");
        out.element("button", "Zoom out", "type", "button", "data-zoom", "out");
        out.element("button", "Whole map", "type", "button", "data-zoom", "reset");
        out.close();
    }

    private void buffers() {
        MemoryPicture picture = contents.overlapped();
        int rows = picture.buffers().size();
        Fold.open(out, rows, "The " + rows + " buffers in numbers");
        DataTable table = new DataTable(
                out, "Buffers", "buffer", "shape", "type", ">bytes", ">from byte", ">to byte", ">steps", "distances");
        for (int i = 0; i < picture.buffers().size(); i++) {
            row(table, picture.buffers().get(i), i);
        }
        table.end();
        out.close();
    }

    private void row(DataTable table, BufferShape shape, int index) {
        MemoryPicture picture = contents.overlapped();
        Buffer buffer = shape.buffer();
        String views = buffer.sources().size() > 1
                ? " (also "
                        + String.join(
                                ", ",
                                buffer.sources().subList(1, buffer.sources().size())) + ")"
                : "";
        table.startRow("", "data-buffer", Integer.toString(index));
        table.cell(0, cell -> {
            cell.open("div", "class", "buffer");
            cell.open("span", "class", "swatch c" + shape.colour(), "aria-hidden", "true")
                    .close();
            String name = picture.shortName(buffer.name());
            cell.open("span").element("button", name, "type", "button", "class", "name", "title", buffer.name());
            if (!name.equals(buffer.name())) {
                cell.element("small", buffer.name(), "class", "full");
            }
            cell.text(views).close().close();
        });
        table.cell(1, buffer.shape().toString());
        table.cell(2, buffer.type().name().toLowerCase(Locale.ROOT));
        table.cell(3, NumberText.grouped(shape.addresses().sizeBytes()));
        table.cell(4, NumberText.grouped(shape.addresses().startBytes()));
        table.cell(5, NumberText.grouped(shape.addresses().endBytes()));
        table.cell(6, NumberText.range(buffer.live().start(), buffer.live().end() - 1));
        table.cell(
                7,
                shape.approaches().stream()
                        .map(approach -> ApproachText.describe(approach, buffer.name(), picture))
                        .collect(Collectors.joining("; ")));
        table.endRow();
    }
}
