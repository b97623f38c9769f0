package dev.shingle.cli;

import com.google.common.io.ByteSource;
import dev.shingle.api.ExportResult;
import dev.shingle.mapper.plan.MemoryPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What was exported, for people. */
final class ExportText {

    private final ExportResult.Exported exported;
    private final PrintWriter out;

    ExportText(ExportResult.Exported exported, PrintWriter out) {
        this.exported = exported;
        this.out = out;
    }

    void print(Path folder) {
        MemoryPlan plan = exported.plan().plan();
        out.printf(
                Locale.ROOT,
                "%s on %s: %,d words of %d bits, %s%n",
                plan.network(),
                plan.machine().name(),
                plan.peakWords(),
                plan.machine().layout().wordBits(),
                ByteSize.describe(plan.peakBytes()));
        if (!exported.hostLayers().isEmpty()) {
            out.println("left to the host: " + String.join(", ", exported.hostLayers()));
        }
        if (!exported.bundle().whyNoProgram().isEmpty()) {
            out.println("maps only, no memory files: " + exported.bundle().whyNoProgram());
        }
        out.println();
        TextTable table = new TextTable("file", ">bytes");
        for (Map.Entry<String, ByteSource> file : exported.bundle().files().entrySet()) {
            table.row(file.getKey(), String.format(Locale.ROOT, "%,d", size(file.getValue())));
        }
        table.print(out);
        out.println("written to " + folder);
        out.println();
        new BlocksText(exported.bundle().blocks(), out).print();
    }

    private static long size(ByteSource contents) {
        try {
            return contents.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
