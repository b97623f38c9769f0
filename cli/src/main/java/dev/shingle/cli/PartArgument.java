package dev.shingle.cli;

import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.blocks.Parts;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which FPGA. */
final class PartArgument {

    /** For designs without a part. */
    static final String GENERIC = "generic";

    @Option(
            names = "--part",
            paramLabel = "NAME",
            description =
                    "Say whether it fits this FPGA, such as up5k, ecp5-45f or xc7a35t. If not, the exit code is 1.")
    private @Nullable String part;

    /** Whether it is said that no part in particular is meant. */
    boolean isGeneric() {
        return GENERIC.equalsIgnoreCase(part);
    }

    boolean isGiven() {
        return part != null;
    }

    Optional<Part> find() {
        if (part == null) {
            return Optional.empty();
        }
        String wanted = part;
        return Optional.of(Parts.byName(wanted)
                .orElseThrow(() -> new UsageException("--part " + wanted + ": not known; the parts are "
                        + Parts.all().stream().map(Part::name).collect(Collectors.joining(", ")))));
    }
}
