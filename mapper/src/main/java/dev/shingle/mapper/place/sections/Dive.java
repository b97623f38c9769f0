package dev.shingle.mapper.place.sections;

import java.util.function.BooleanSupplier;

/** One placement without a second thought, for a given order of buffers. */
interface Dive {

    /** Buffers to lay before asking again. */
    int ASK_EVERY = 256;

    long[] STOPPED = {};

    /** Offsets of all buffers; those with a high rank are preferred. {@link #STOPPED} if told to stop; asked now and then. */
    long[] place(double[] rank, BooleanSupplier mustStop);

    /** The dive for such rectangles. */
    static Dive of(Sections sections) {
        return sections.isPlain && !sections.hasGaps()
                ? new SkylineDive(sections)
                : new LowestFitDive(sections.rectangles);
    }
}
