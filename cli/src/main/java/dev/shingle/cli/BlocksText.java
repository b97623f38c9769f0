package dev.shingle.cli;

import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.bundle.BlockTable;
import dev.shingle.mapper.machine.Layout;
import java.io.PrintWriter;
import java.util.Locale;

/** Blocks of RAM for people. */
final class BlocksText {

    private final BlockTable blocks;
    private final PrintWriter out;

    BlocksText(BlockTable blocks, PrintWriter out) {
        this.blocks = blocks;
        this.out = out;
    }

    void print() {
        Layout layout = new Layout(blocks.wordBits(), 1, false);
        out.printf(
                Locale.ROOT,
                "scratchpad of %d-bit words: ping-pong %,d (%,d B), plan %,d (%,d B)%n%n",
                blocks.wordBits(),
                blocks.pingPongWords(),
                layout.bytesOf(blocks.pingPongWords()),
                blocks.planWords(),
                layout.bytesOf(blocks.planWords()));
        TextTable table = new TextTable("family", "block", ">ping-pong", ">plan", ">constants", "remark");
        for (BlockTable.Row row : blocks.rows()) {
            table.row(
                    row.family().displayName(),
                    unit(row.kind()),
                    count(row.kind(), row.pingPong()),
                    count(row.kind(), row.plan()),
                    blocks.constants().isEmpty() || !row.kind().initialisable()
                            ? "-"
                            : count(row.kind(), row.constants()),
                    remark(row.kind()));
        }
        table.print(out);
        if (blocks.constants().isEmpty()) {
            out.println("Weights are not counted: the reference accelerator's are known only if it runs the network.");
        }
        blocks.part().ifPresent(fits -> {
            out.println();
            out.println("plan:      " + fits.plan().describe());
            out.println("ping-pong: " + fits.pingPong().describe());
            if (!fits.plan().fits()) {
                fits.plan().refusals().forEach(out::println);
            }
        });
    }

    private static String unit(BlockKind kind) {
        return kind == BlockKind.RAMB18 ? "RAMB36" : kind.displayName();
    }

    private static String count(BlockKind kind, long blocks) {
        return kind.describe(blocks).replaceAll(" .*", "");
    }

    private static String remark(BlockKind kind) {
        if (!kind.twoPorts()) {
            return "single port, no contents at start";
        }
        return kind.initialisable() ? "" : "no contents at start";
    }
}
