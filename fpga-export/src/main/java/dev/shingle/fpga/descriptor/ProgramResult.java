package dev.shingle.fpga.descriptor;

/** A program, or why there is none. */
public sealed interface ProgramResult {

    /** The accelerator can run the whole network. */
    record Compiled(Program program) implements ProgramResult {}

    /**
     * It cannot.
     *
     * @param layer the first layer that it cannot run; the network's name if it is no single layer
     * @param reason what is in the way
     */
    record Refused(String layer, String reason) implements ProgramResult {

        @Override
        public String toString() {
            return layer + ": " + reason;
        }
    }
}
