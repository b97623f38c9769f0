package dev.shingle.fpga.maps;

/** A picture of the scratchpad, address 0 to the left: {@code |..==XX##....|}. */
final class Bar {

    private static final int COLUMNS = 40;

    private final char[] columns = ".".repeat(COLUMNS).toCharArray();
    private final long peakWords;

    Bar(long peakWords) {
        this.peakWords = peakWords;
    }

    /** Marks the columns that have a word of the place; X where something else was marked before. */
    Bar mark(Place place, char letter) {
        for (int column = 0; column < COLUMNS; column++) {
            long from = peakWords * column / COLUMNS;
            long to = Math.max(from + 1, peakWords * (column + 1) / COLUMNS);
            boolean isDirect = place.firstWord() < to && from < place.endWord();
            boolean isWrapped = place.endWord() > peakWords && from < place.endWord() - peakWords;
            if (isDirect || isWrapped) {
                columns[column] = columns[column] == '.' || columns[column] == letter ? letter : 'X';
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return "|" + new String(columns) + "|";
    }
}
