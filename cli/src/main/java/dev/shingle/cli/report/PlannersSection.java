package dev.shingle.cli.report;

import dev.shingle.api.Sizing;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.blocks.Family;
import dev.shingle.mapper.machine.Layout;

/** Bytes by planner and by definition, each with what it means; and how many block RAMs that makes. */
final class PlannersSection {

    private final Markup out;
    private final ReportContents contents;
    private final Sizing sizing;

    PlannersSection(Markup out, ReportContents contents) {
        this.out = out;
        this.contents = contents;
        this.sizing = contents.sizing();
    }

    void write() {
        out.open("section", "aria-labelledby", "bytes-title");
        out.element("h2", "Bytes, by planner", "id", "bytes-title");
        out.element(
                "p",
                "Tools that report another number for this network usually count by another row of this table, or count"
                        + " weights and scratch memory as well.");
        bytes();
        notCounted();
        out.element("h3", "Block RAM");
        out.element(
                "p",
                "Blocks for the scratchpad alone, in the shape that takes fewest: blocks(W, D) = min over shapes (w, d) of"
                        + " \u2308W/w\u2309 \u00b7 \u2308D/d\u2309.");
        blocks();
        out.close();
    }

    private void bytes() {
        DataTable table = new DataTable(
                out, "Bytes of scratchpad", "planner or bound", ">bytes", "", ">of ours", "what it counts");
        boolean isChain = sizing.pingPongTwoBuffersBytes().isPresent();
        if (isChain) {
            row(
                    table,
                    "ping-pong, two buffers",
                    sizing.pingPongTwoBuffersBytes().getAsLong(),
                    "largest even plus largest odd tensor of the chain");
        } else {
            table.row("ping-pong, two buffers", "\u2013", "", "\u2013", shortened(sizing.whyNoTwoBuffers()));
        }
        row(
                table,
                "ping-pong, widest pair",
                sizing.pingPongWidestPairBytes(),
                "largest input plus output of one layer; skips not counted");
        row(
                table,
                "ping-pong, equal buffers",
                sizing.pingPongEqualBuffersBytes(),
                "two buffers of the largest tensor: what many tools report");
        row(table, "no overlap, lower bound", sizing.disjointLowerBoundBytes(), "most that is live at once");
        row(
                table,
                "no overlap, planned (" + contents.disjoint().plan().planner() + ")",
                contents.disjoint().peakBytes(),
                "every tensor apart from all others that are live");
        row(table, "overlap, lower bound", contents.overlapped().boundBytes(), shortened(sizing.boundReason()));
        row(table, "overlap, planned", contents.overlapped().peakBytes(), contents.optimality());
        table.end();
    }

    private String shortened(String reason) {
        return NameText.withShortNames(reason, contents.overlapped());
    }

    private void row(DataTable table, String name, long bytes, String meaning) {
        long ours = contents.overlapped().peakBytes();
        long most = Math.max(1, Math.max(contents.disjoint().peakBytes(), sizing.disjointLowerBoundBytes()));
        table.startRow(name.equals("overlap, planned") ? "ours" : "");
        table.cell(0, name).cell(1, NumberText.grouped(bytes));
        table.cell(
                2,
                cell -> cell.open(
                                "span",
                                "class",
                                "bar",
                                "style",
                                "width:" + NumberText.shortest(Math.min(8, 6.0 * bytes / most)) + "rem")
                        .close());
        table.cell(3, ours == 0 ? "\u2013" : NumberText.percent((double) bytes / ours))
                .cell(4, meaning)
                .endRow();
    }

    private void notCounted() {
        out.open("p").element("strong", "Not in these bytes: ");
        out.text("weights and biases (" + NumberText.bytes(sizing.model().weightBytes())
                + "), kernels\u2019 scratch memory");
        out.text(
                sizing.stagingBytes() == 0
                        ? "; this machine stages nothing outside the scratchpad."
                        : ", row, tensor or line staging outside the scratchpad ("
                                + NumberText.bytes(sizing.stagingBytes()) + ").");
        out.close();
    }

    private void blocks() {
        Layout layout = sizing.machine().layout();
        long pingPong = sizing.pingPongTwoBuffersBytes().orElse(sizing.pingPongWidestPairBytes());
        DataTable table = new DataTable(
                out,
                "Blocks of RAM, " + layout.wordBits() + "-bit words",
                "family",
                "block",
                ">ping-pong",
                ">no overlap",
                ">overlapped",
                "remark");
        for (Family family : Family.values()) {
            for (BlockKind kind : family.kinds()) {
                table.row(
                        family.displayName(),
                        kind == BlockKind.RAMB18 ? "RAMB36" : kind.displayName(),
                        count(kind, layout, pingPong),
                        count(kind, layout, contents.disjoint().peakBytes()),
                        count(kind, layout, contents.overlapped().peakBytes()),
                        remark(kind));
            }
        }
        table.end();
    }

    private static String count(BlockKind kind, Layout layout, long bytes) {
        long words = (Math.multiplyExact(bytes, 8L) + layout.wordBits() - 1) / layout.wordBits();
        return kind.describe(kind.blocks(layout.wordBits(), words)).replaceAll(" .*", "");
    }

    private static String remark(BlockKind kind) {
        if (!kind.twoPorts()) {
            return "single port, no contents at start";
        }
        return kind.initialisable() ? "" : "no contents at start";
    }
}
