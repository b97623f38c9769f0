package dev.shingle.cli.report;

import dev.shingle.api.CycleEstimate;
import dev.shingle.api.Sizing;
import dev.shingle.api.picture.MemoryPicture;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.Locale;
import java.util.OptionalDouble;

/** The answer: one sentence and a handful of numbers. */
final class SummarySection {

    private final Markup out;
    private final ReportContents contents;
    private final MemoryPicture picture;
    private final Sizing sizing;

    SummarySection(Markup out, ReportContents contents) {
        this.out = out;
        this.contents = contents;
        this.picture = contents.overlapped();
        this.sizing = contents.sizing();
    }

    void write() {
        MemoryPlan plan = picture.plan();
        out.open("header", "class", "top");
        out.element("p", "Activation memory", "class", "eyebrow");
        out.element("h1", plan.network());
        out.open("p", "class", "lead").text("needs ");
        out.element("strong", NumberText.bytes(picture.peakBytes()), "class", "nowrap");
        out.text(" of scratchpad on ").element("strong", plan.machine().name()).text(". " + conclusion());
        out.close();
        out.open("dl", "class", "figures");
        figure("Planned peak", NumberText.bytes(picture.peakBytes()), contents.optimality());
        figure(
                "Without overlap",
                NumberText.bytes(sizing.disjointLowerBoundBytes()),
                "at least; " + NumberText.percent(sizing.saving()) + " saved by overlapping");
        figure("Ping-pong", NumberText.bytes(pingPongBytes()), pingPongName());
        capacity();
        contents.cycles().ifPresent(this::cycles);
        out.close().close();
    }

    private String conclusion() {
        String layer = plan().steps().isEmpty()
                ? ""
                : " Most is needed in step %d, %s."
                        .formatted(
                                picture.peakStep(),
                                NameText.shortened(
                                        plan().steps().get(picture.peakStep()).layer()));
        return (plan().isOptimal()
                        ? "No placement of whole buffers, layer by layer, needs less."
                        : "Whether less would do is not proven; less than " + NumberText.bytes(picture.boundBytes())
                                + " would not.")
                + layer;
    }

    private MemoryPlan plan() {
        return picture.plan();
    }

    private long pingPongBytes() {
        return sizing.pingPongTwoBuffersBytes().orElse(sizing.pingPongWidestPairBytes());
    }

    private String pingPongName() {
        return sizing.pingPongTwoBuffersBytes().isPresent()
                ? "two buffers: largest even plus largest odd tensor"
                : "widest layer: input plus output, skips not counted";
    }

    private void capacity() {
        picture.capacityBytes()
                .ifPresent(capacity -> figure(
                        "Capacity",
                        NumberText.bytes(capacity),
                        NumberText.bytes(capacity - picture.peakBytes()) + " to spare"));
    }

    private void cycles(CycleEstimate estimate) {
        OptionalDouble time = estimate.report().microseconds();
        figure(
                "Cycles",
                NumberText.grouped(estimate.report().cycles()),
                NumberText.percent(estimate.report().utilisation()) + " of the multipliers busy"
                        + (time.isPresent() ? String.format(Locale.ROOT, "; %,.1f \u00b5s", time.getAsDouble()) : ""));
        estimate.energy()
                .map(energy -> energy.totalPicojoules())
                .filter(OptionalDouble::isPresent)
                .ifPresent(energy -> figure(
                        "Energy of the memories",
                        NumberText.microjoules(energy.getAsDouble()) + " \u00b5J",
                        "accesses and leakage, without arithmetic"));
    }

    private void figure(String name, String value, String remark) {
        out.open("div").element("dt", name).element("dd", value, "class", "value");
        out.element("dd", remark, "class", "remark").close();
    }
}
