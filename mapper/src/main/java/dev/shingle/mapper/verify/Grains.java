package dev.shingle.mapper.verify;

/** Rounding to multiples of an alignment, also below 0. */
final class Grains {

    private Grains() {}

    static long down(long words, long grain) {
        return Math.multiplyExact(Math.floorDiv(words, grain), grain);
    }

    static long up(long words, long grain) {
        return Math.negateExact(down(Math.negateExact(words), grain));
    }
}
