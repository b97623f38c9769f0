package dev.shingle.cli.report;

import dev.shingle.api.picture.BufferShape;
import dev.shingle.api.picture.MemoryPicture;
import dev.shingle.api.picture.Outline;
import dev.shingle.api.picture.Point;
import java.util.Locale;
import java.util.Optional;

/** One plan in a drawing: frame, ticks, shapes, names where they fit, and the lower bound. */
final class SvgPanel implements LabelRoom.Scale {

    /** Of the font's size; a generous mean over letters. */
    private static final double LETTER_WIDTH = 0.56;

    private static final double FONT = 8.5;
    private static final int FEWEST_LETTERS = 5;

    private final Markup out;
    private final MemoryPicture picture;
    private final Axis bytes;
    private final double left;
    private final double top;
    private final double width;
    private final double height;

    SvgPanel(Markup out, MemoryPicture picture, Axis bytes, double left, double top, double width, double height) {
        this.out = out;
        this.picture = picture;
        this.bytes = bytes;
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
    }

    void draw(String title, boolean isLeft) {
        out.open("g");
        heading(title);
        band();
        grid(isLeft);
        picture.buffers().forEach(this::shape);
        picture.buffers().forEach(this::label);
        bound();
        out.close();
    }

    private void heading(String title) {
        out.open("text", "x", number(left), "y", number(top - 18), "font-size", "12");
        out.element("tspan", title, "font-weight", "bold");
        out.element("tspan", "  peak " + NumberText.bytes(picture.peakBytes()), "fill", Palette.MUTED)
                .close();
    }

    private void band() {
        double from = x(picture.peakStep());
        double to = x(picture.peakStep() + 1.0);
        rectangle(from, top, to - from, height, Palette.PEAK);
        boolean isRight = picture.peakStep() > picture.steps() / 2;
        text(isRight ? to : from, top - 5, isRight ? "end" : "start", "peak: step " + picture.peakStep());
    }

    private void rectangle(double x, double y, double wide, double high, String fill) {
        out.empty("rect", "x", number(x), "y", number(y), "width", number(wide), "height", number(high), "fill", fill);
    }

    private void grid(boolean isLeft) {
        for (int i = 0; i < bytes.ticks(); i++) {
            double at = i * bytes.interval();
            line(left, y(at), left + width, y(at), Palette.RULE, "");
            if (isLeft) {
                text(left - 6, y(at) + 3, "end", NumberText.tick((long) at));
            }
        }
        Axis steps = Axis.ofSteps(picture.steps());
        for (int i = 0; i < steps.ticks(); i++) {
            double at = i * steps.interval();
            line(x(at), top + height, x(at), top + height + 4, Palette.MUTED, "");
            text(x(at), top + height + 15, "middle", Long.toString((long) at));
        }
        line(left, top + height, left + width, top + height, Palette.MUTED, "");
        text(left + width / 2, top + height + 30, "middle", "step");
    }

    private void shape(BufferShape shape) {
        out.open(
                "path",
                "d",
                path(shape),
                "fill",
                Palette.ofBuffer(shape.colour()),
                "stroke",
                "#ffffff",
                "stroke-width",
                "0.4");
        out.element(
                        "title",
                        "%s %s, %s, bytes %s to %s, steps %s"
                                .formatted(
                                        shape.buffer().name(),
                                        shape.buffer().shape(),
                                        NumberText.bytes(shape.addresses().sizeBytes()),
                                        NumberText.grouped(shape.addresses().startBytes()),
                                        NumberText.grouped(shape.addresses().endBytes()),
                                        NumberText.range(
                                                shape.buffer().live().start(),
                                                shape.buffer().live().end() - 1)))
                .close();
    }

    private String path(BufferShape shape) {
        StringBuilder path = new StringBuilder();
        for (Outline outline : shape.outlines()) {
            char command = 'M';
            for (Point point : outline.points()) {
                path.append(command).append(number(x(point.step()))).append(' ').append(number(y(point.bytes())));
                command = 'L';
            }
            path.append('Z');
        }
        return path.toString();
    }

    /** As much of the name as there is room for, unless that says nothing or stands where the bound is named. */
    private void label(BufferShape shape) {
        Optional<LabelRoom> found = LabelRoom.of(shape, this, FONT);
        if (found.isEmpty()) {
            return;
        }
        LabelRoom room = found.get();
        int letters = (int) ((room.length() - 4) / (FONT * LETTER_WIDTH));
        String name = picture.shortName(shape.buffer().name());
        if (letters < Math.min(name.length(), FEWEST_LETTERS) || meetsBound(room, name.length())) {
            return;
        }
        String text = CutName.within(name, letters, picture.shortNames().values());
        if (text.isEmpty()) {
            return;
        }
        out.element(
                "text",
                text,
                "transform",
                "translate(%s %s) rotate(%s)".formatted(number(room.x()), number(room.y()), number(room.degrees())),
                "dy",
                "0.32em",
                "text-anchor",
                "middle",
                "font-size",
                number(FONT));
    }

    private boolean meetsBound(LabelRoom room, int letters) {
        double half = Math.min(room.length(), letters * FONT * LETTER_WIDTH) / 2;
        double high = Math.abs(Math.sin(Math.toRadians(room.degrees()))) * half + FONT;
        double wide = Math.abs(Math.cos(Math.toRadians(room.degrees()))) * half + FONT;
        double line = y((double) picture.boundBytes());
        double words = boundText().length() * 10 * LETTER_WIDTH;
        return room.x() + wide > left + width - words && room.y() + high > line - 14 && room.y() - high < line;
    }

    private String boundText() {
        return "lower bound " + NumberText.bytes(picture.boundBytes());
    }

    private void bound() {
        double at = y((double) picture.boundBytes());
        line(left, at, left + width, at, Palette.ACCENT, "4 3");
        text(left + width, at - 4, "end", boundText());
    }

    private void line(double x1, double y1, double x2, double y2, String stroke, String dashes) {
        out.empty(
                "line",
                "x1",
                number(x1),
                "y1",
                number(y1),
                "x2",
                number(x2),
                "y2",
                number(y2),
                "stroke",
                stroke,
                "stroke-width",
                "0.7",
                "stroke-dasharray",
                dashes.isEmpty() ? "none" : dashes);
    }

    private void text(double x, double y, String anchor, String text) {
        out.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor, "fill", Palette.MUTED);
    }

    @Override
    public double x(double step) {
        return left + step * width / picture.steps();
    }

    @Override
    public double y(double at) {
        return top + height - at * height / bytes.max();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }
}
