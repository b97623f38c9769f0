package dev.shingle.sim.run;

/** Words that one step has read and written so far. */
final class WordCounts {

    long read;
    long written;
}
