package dev.shingle.cli;

import dev.shingle.api.LayerSizing;
import dev.shingle.api.Sizing;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.simplify.PassReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A sizing for people. */
final class SizingText {

    private final Sizing sizing;
    private final OptionalLong capacityBytes;
    private final PrintWriter out;

    SizingText(Sizing sizing, OptionalLong capacityBytes, Console console) {
        this.sizing = sizing;
        this.capacityBytes = capacityBytes;
        this.out = console.out();
    }

    void print() {
        out.printf(
                "%s on machine %s: %s%n",
                sizing.model().network().name(),
                sizing.machine().name(),
                sizing.machine().source());
        out.println();
        printLayers();
        out.println();
        printFigures();
        out.println();
        printNotes();
    }

    private void printLayers() {
        TextTable table = new TextTable(
                ">step",
                "layer",
                "input",
                "output",
                ">in B",
                ">out B",
                ">kept B",
                ">D words",
                ">E words",
                "runs",
                ">live B",
                ">planned B",
                "");
        long peak = sizing.peakStep().orElse(-1);
        for (LayerSizing layer : sizing.layers()) {
            table.row(
                    Integer.toString(layer.step()),
                    layer.operator().toLowerCase(Locale.ROOT),
                    layer.input().toString(),
                    layer.output().toString(),
                    number(layer.inputBytes()),
                    number(layer.outputBytes()),
                    number(layer.keptBytes()),
                    distance(layer.forwardDistance()),
                    distance(layer.reverseDistance()),
                    layer.traversal().name().toLowerCase(Locale.ROOT),
                    number(layer.disjointBytes()),
                    number(layer.plannedBytes()),
                    layer.step() == peak ? "<- peak" : "");
        }
        table.print(out);
    }

    private void printFigures() {
        TextTable table = new TextTable("activations", ">bytes", "");
        table.row(
                "ping-pong, two buffers",
                sizing.pingPongTwoBuffersBytes().isPresent()
                        ? number(sizing.pingPongTwoBuffersBytes().getAsLong())
                        : "-",
                sizing.pingPongTwoBuffersBytes().isPresent()
                        ? "largest even + largest odd tensor"
                        : shortened(sizing.whyNoTwoBuffers()));
        table.row("ping-pong, widest pair", number(sizing.pingPongWidestPairBytes()), "skips not counted");
        table.row("ping-pong, equal buffers", number(sizing.pingPongEqualBuffersBytes()), "twice the largest tensor");
        table.row("lower bound, no overlap", number(sizing.disjointLowerBoundBytes()), "most that is live at once");
        table.row("lower bound, overlap", number(sizing.overlapLowerBoundBytes()), shortened(sizing.boundReason()));
        table.row(
                "PLANNED PEAK",
                number(sizing.plannedPeakBytes()),
                String.format(
                        Locale.ROOT,
                        "%s, %.1f %% below no overlap",
                        sizing.optimal() ? "optimal (meets the bound)" : "not proven optimal",
                        100 * sizing.saving()));
        capacityBytes.ifPresent(capacity -> table.row("capacity", number(capacity), room(capacity)));
        table.print(out);
    }

    private String room(long capacity) {
        long leftBytes = capacity - sizing.plannedPeakBytes();
        return leftBytes >= 0 ? "fits, " + number(leftBytes) + " B left over" : number(-leftBytes) + " B too little";
    }

    private void printNotes() {
        out.printf(
                Locale.ROOT,
                "Not in these bytes: weights and biases (%,d B), kernels' scratch memory%s.%n",
                sizing.model().weightBytes(),
                sizing.stagingBytes() == 0
                        ? "; this machine stages nothing outside the scratchpad"
                        : String.format(Locale.ROOT, ", row or line staging (%,d B)", sizing.stagingBytes()));
        out.println(
                sizing.checked()
                        ? "Checked: the placement behind the peak, by the static checker. Replay it with: shingle map"
                        : "Not checked here, for that takes a while: shingle map checks and replays it");
        out.println("Passes applied: " + passes(pass -> pass.enabled() && pass.changes() > 0)
                + "; without effect here: " + passes(pass -> pass.enabled() && pass.changes() == 0)
                + "; off (--with-pass NAME): " + passes(pass -> !pass.enabled()));
        Map<String, Integer> symbols = sizing.model().symbols();
        if (!symbols.isEmpty()) {
            out.println("Open dimensions of the file: "
                    + symbols.entrySet().stream()
                            .map(symbol -> symbol.getKey() + " = " + symbol.getValue())
                            .collect(Collectors.joining(", "))
                    + " (set them with --dim)");
        }
        List<String> unknown = sizing.model().layersOfUnknownArithmetic();
        if (!unknown.isEmpty()) {
            out.println("Sized only (arithmetic not supported, tensors kept apart): " + String.join(", ", unknown));
        }
        if (hasFloats()) {
            out.println("Some tensors are FLOAT32, 4 bytes an element: shingle quantize makes an int8 network of it,"
                    + " shingle sweep (bits: [8]) sizes one");
        }
        out.println("Is " + sizing.machine().name()
                + " your machine? shingle machines asks five questions; --machine NAME|FILE takes another.");
        out.println("Another tool gives another number? shingle explain "
                + forShell(sizing.model().source()) + " --bytes NUMBER says what it counts.");
    }

    private boolean hasFloats() {
        return sizing.model().network().featureMaps().values().stream()
                .anyMatch(map -> map.type() == ElementType.FLOAT32);
    }

    private String passes(Predicate<PassReport> which) {
        String names = sizing.model().passes().stream()
                .filter(which)
                .map(SizingText::describe)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private static String describe(PassReport pass) {
        return pass.changes() == 0 ? pass.pass() : pass.pass() + " (" + pass.changes() + ")";
    }

    /** As it has to be typed, so that the line can be copied. */
    private static String forShell(String source) {
        return source.matches("[\\w./:=,+@%-]+") ? source : "'" + source.replace("'", "'\\''") + "'";
    }

    /** Names in converted files run to hundreds of characters. */
    private static String shortened(String reason) {
        return reason.length() <= 160 ? reason : reason.substring(0, 157) + "...";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String distance(Optional<Distance> distance) {
        return distance.map(it -> it.isFree() ? "free" : number(it.words())).orElse("-");
    }
}
