package dev.shingle.mapper.place.sections;

/** Hears of every lower height while the search goes on, on the thread that called it. */
@FunctionalInterface
public interface HeightListener {

    void better(long height, long lowerBound);

    static HeightListener none() {
        return (height, lowerBound) -> {};
    }
}
