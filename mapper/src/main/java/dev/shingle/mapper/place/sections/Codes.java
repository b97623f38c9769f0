package dev.shingle.mapper.place.sections;

/** Numbers that look random and always are the same (the finaliser of SplitMix64). */
final class Codes {

    private Codes() {}

    static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
