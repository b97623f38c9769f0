package dev.shingle.sim.cycles;

/** Why a cycle did not multiply on all lanes. */
public enum Loss {
    /** Lanes without work: channels that do not fill them, operators that cannot use all of them. */
    PARTIAL_TILE("partial tile"),
    /** Taps in the padding, which take a cycle like any other. */
    PADDING("padding"),
    /** More than one access for what the lanes need at once. */
    READ_PORT("read port"),
    /** Writes that keep the engine from reading. */
    WRITE_PORT("write port"),
    /** Weights that are not there yet. */
    WEIGHTS("weights"),
    /** The output stage has not finished the output group before. */
    OUTPUT_STAGE("output stage"),
    /** Filling and draining the array, or the pipeline, before the next layer. */
    DRAIN("drain"),
    /** Before the first read of a layer. */
    SETUP("setup");

    private final String text;

    Loss(String text) {
        this.text = text;
    }

    /** For people. */
    @Override
    public String toString() {
        return text;
    }
}
