package dev.shingle.conformance.browser;

/** What a reader may have in front of them. */
enum Screen {
    LIGHT_WIDE("light", 1280, 800),
    DARK_WIDE("dark", 1280, 800),
    LIGHT_NARROW("light", 390, 844),
    DARK_NARROW("dark", 390, 844);

    private final String scheme;
    private final int width;
    private final int height;

    Screen(String scheme, int width, int height) {
        this.scheme = scheme;
        this.width = width;
        this.height = height;
    }

    String scheme() {
        return scheme;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }
}
