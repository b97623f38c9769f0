package dev.shingle.mapper.place.sections;

/** One placement without a second thought, for a given order of buffers. */
interface Dive {

    /** Offsets of all buffers; those with a high rank are preferred. */
    long[] place(double[] rank);

    /** The dive for such rectangles. */
    static Dive of(Sections sections) {
        return sections.isPlain && !sections.hasGaps()
                ? new SkylineDive(sections)
                : new LowestFitDive(sections.rectangles);
    }
}
