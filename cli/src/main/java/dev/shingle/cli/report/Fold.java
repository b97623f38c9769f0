package dev.shingle.cli.report;

/**
 * A table behind a line that opens and closes it. Very long ones are closed at first; long ones are open, but the page's script
 * closes them where the screen is narrow, for there they are many screens long.
 */
final class Fold {

    /** About a screen of them. */
    static final int MOST_ROWS_ON_NARROW_SCREENS = 12;

    static final int MOST_ROWS = 40;

    private Fold() {}

    /** The element and its line; to be closed after the table. */
    static void open(Markup out, int rows, String summary) {
        if (rows > MOST_ROWS) {
            out.open("details");
        } else if (rows > MOST_ROWS_ON_NARROW_SCREENS) {
            out.open("details", "open", "", "data-long", "");
        } else {
            out.open("details", "open", "");
        }
        out.element("summary", summary);
    }
}
