package dev.shingle.cli.report;

/** Why the plan may be believed. */
final class ProofSection {

    private final Markup out;
    private final ReportContents contents;

    ProofSection(Markup out, ReportContents contents) {
        this.out = out;
        this.contents = contents;
    }

    void write() {
        out.open("section", "aria-labelledby", "proof-title");
        out.element("h2", "Checks", "id", "proof-title");
        out.element(
                "p",
                "Two judges that share no code with the planner, nor with each other, have seen this plan: one compares first"
                        + " write and last read of every word, the other replays every access on a scratchpad with tagged"
                        + " words. A certificate is retraced by a checker that knows nothing of the search.");
        out.open("ul");
        contents.verdicts().forEach(verdict -> out.element("li", verdict));
        out.element(
                "li",
                "lower bound: " + NameText.withShortNames(contents.sizing().boundReason(), contents.overlapped()));
        out.element("li", "the plan is " + contents.optimality());
        out.close();
        out.element(
                "p",
                "Optimal means: no plan of these steps in this order, each buffer in one place from its first write to its"
                        + " last read, takes fewer bytes. Other orders, bands of rows or moving buffers might.",
                "class",
                "note");
        out.close();
    }
}
