package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.bundle.BundleResult;

/** The files of an export, or why there are none. */
public sealed interface ExportResult {

    /**
     * The files.
     *
     * @param plan the plan that they show
     * @param bundle the files, and the blocks of RAM that they take
     * @param hostLayers layers that the plan leaves to the host
     */
    record Exported(VerifiedPlan plan, BundleResult.Bundled bundle, ImmutableList<String> hostLayers)
            implements ExportResult {}

    /** There is no verified plan: it does not fit, or it could not be judged. Never {@link MappingResult.Mapped}. */
    record Unmapped(MappingResult result) implements ExportResult {}

    /**
     * No camera build can be made of it, or no copy of the model with offsets for a runtime.
     *
     * @param subject layer, input, part, network or kind of file that is in the way
     * @param reason what is in the way
     */
    record NotBuilt(String subject, String reason) implements ExportResult {

        @Override
        public String toString() {
            return subject + ": " + reason;
        }
    }

    /** The memory format cannot take the memories. */
    record Refused(BundleResult.Refused reason) implements ExportResult {}
}
