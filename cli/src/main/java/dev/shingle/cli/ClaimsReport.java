package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.Claim;
import dev.shingle.api.Claim.Verdict;
import dev.shingle.api.ClaimFigures;
import dev.shingle.api.ClaimFigures.Planned;
import dev.shingle.api.Claims;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;

/** The claims, the tables, and which configuration bears which claim out. */
final class ClaimsReport {

    private final ImmutableList<ClaimFigures> networks;
    private final PrintWriter out;
    private final boolean markdown;

    ClaimsReport(ImmutableList<ClaimFigures> networks, PrintWriter out, boolean markdown) {
        this.networks = networks;
        this.out = out;
        this.markdown = markdown;
    }

    void print() {
        out.println((markdown ? "# " : "") + "What the source claims, and what is found here");
        out.println();
        out.print(ClaimsText.INTRODUCTION);
        for (Claim.Family family : Claim.Family.values()) {
            heading(family == Claim.Family.DETECTOR ? "Object detectors" : "Denoisers");
            print(savings(family));
            out.println();
            print(bytes(family));
        }
        for (Claim claim : Claim.values()) {
            heading(title(claim));
            verdicts(claim);
        }
        heading("Directions and addresses");
        out.print(ClaimsText.DIRECTIONS);
        out.println();
        print(directions());
        out.println();
        out.println(circularHelps());
        heading("What was not reproduced");
        out.print(ClaimsText.NOT_REPRODUCED);
        heading("How sure");
        out.println(certainty());
        out.println();
        out.print(ClaimsText.REWRITING);
    }

    private void heading(String text) {
        out.println();
        out.println(markdown ? "## " + text : text);
        out.println();
    }

    private void print(TextTable table) {
        if (markdown) {
            table.printMarkdown(out);
        } else {
            table.print(out);
        }
    }

    private ImmutableList<ClaimFigures> of(Claim.Family family) {
        return networks.stream().filter(figures -> figures.family() == family).collect(toImmutableList());
    }

    /** One row for each network: per cent saved. */
    private TextTable savings(Claim.Family family) {
        TextTable table = new TextTable(
                "saved, %",
                ">activations, PIXEL", ">ROW", ">GROUP(8)", ">activations and weights, PIXEL", ">ROW", ">GROUP(8)");
        for (ClaimFigures figures : of(family)) {
            ImmutableList.Builder<String> cells =
                    ImmutableList.<String>builder().add(figures.spec());
            figures.plans().forEach(plan -> cells.add(percent(figures.savedPerMille(plan, false))));
            figures.plans().forEach(plan -> cells.add(percent(figures.savedPerMille(plan, true))));
            table.row(cells.build().toArray(String[]::new));
        }
        return table;
    }

    /** Three rows for each network, one for each unit of writing. */
    private TextTable bytes(Claim.Family family) {
        TextTable table = new TextTable(
                "bytes",
                ">ping-pong, two buffers",
                ">ping-pong, widest pair",
                ">no overlap",
                ">weights",
                "writes",
                ">bound",
                ">plan",
                ">staging");
        for (ClaimFigures figures : of(family)) {
            OptionalLong twoBuffers = figures.pingPongTwoBuffersBytes();
            ImmutableList<String> shared = ImmutableList.of(
                    figures.spec(),
                    twoBuffers.isPresent() ? number(twoBuffers.getAsLong()) : "-",
                    number(figures.pingPongWidestPairBytes()),
                    number(figures.disjointLowerBoundBytes()),
                    number(figures.weightBytes()));
            boolean isFirst = true;
            for (Planned plan : figures.plans()) {
                ImmutableList.Builder<String> cells = ImmutableList.builder();
                cells.addAll(isFirst ? shared : ImmutableList.of("", "", "", "", ""));
                cells.add(plan.unit().toString(), number(plan.boundBytes()), number(plan.peakBytes()));
                cells.add(number(plan.stagingBytes()));
                table.row(cells.build().toArray(String[]::new));
                isFirst = false;
            }
        }
        return table;
    }

    private TextTable directions() {
        TextTable table = new TextTable(
                "bytes, PIXEL", ">either direction, linear", ">forward only, linear", ">forward only, circular");
        for (ClaimFigures figures : networks) {
            table.row(
                    figures.spec(),
                    number(figures.plans().get(0).peakBytes()),
                    number(figures.forwardLinear().peakBytes()),
                    number(figures.forwardCircular().peakBytes()));
        }
        return table;
    }

    private static String title(Claim claim) {
        String what = claim.withWeights() ? "of activations and weights" : "of activations";
        return percent(claim.savedPerMille()) + " % " + what + ", "
                + (claim.family() == Claim.Family.DETECTOR ? "object detectors" : "denoisers");
    }

    private void verdicts(Claim claim) {
        for (Verdict verdict : Verdict.values()) {
            ImmutableList<String> found = of(claim.family()).stream()
                    .filter(figures -> isAny(figures, claim, verdict))
                    .map(figures -> described(figures, claim, verdict))
                    .collect(toImmutableList());
            String word = switch (verdict) {
                case PASSES -> "Saves more";
                case MEETS -> "Saves as much";
                case BELOW -> "Saves less";
            };
            out.println("* " + word + ": " + (found.isEmpty() ? "none" : String.join("; ", found)) + ".");
        }
    }

    private static boolean isAny(ClaimFigures figures, Claim claim, Verdict verdict) {
        return figures.plans().stream().anyMatch(plan -> figures.verdict(claim, plan) == verdict);
    }

    /** The network, and the units of writing that the verdict is about unless it is about all. */
    private static String described(ClaimFigures figures, Claim claim, Verdict verdict) {
        ImmutableList<String> units = figures.plans().stream()
                .filter(plan -> figures.verdict(claim, plan) == verdict)
                .map(plan -> plan.unit().toString())
                .collect(toImmutableList());
        boolean isAll = units.size() == figures.plans().size();
        return figures.spec() + (isAll ? "" : " (" + String.join(", ", units) + ")");
    }

    private String circularHelps() {
        long overForward = networks.stream()
                .filter(figures -> figures.forwardCircular().peakBytes()
                        < figures.forwardLinear().peakBytes())
                .count();
        ImmutableList<String> overEither = networks.stream()
                .filter(figures -> figures.forwardCircular().peakBytes()
                        < figures.plans().get(0).peakBytes())
                .map(ClaimFigures::spec)
                .collect(toImmutableList());
        return String.format(
                Locale.ROOT,
                "Circular addresses help %d of the %d networks on an engine that runs forward only, and beat linear ones in"
                        + " either direction for %s.",
                overForward,
                networks.size(),
                overEither.isEmpty() ? "none" : String.join(", ", overEither));
    }

    private String certainty() {
        ImmutableList<Planned> plans = networks.stream()
                .flatMap(figures -> ImmutableList.<Planned>builder()
                        .addAll(figures.plans())
                        .add(figures.forwardLinear(), figures.forwardCircular())
                        .build()
                        .stream())
                .collect(toImmutableList());
        long optimal = plans.stream().filter(Planned::isOptimal).count();
        long whole = plans.stream().filter(Planned::wholeReplay).count();
        return String.format(
                Locale.ROOT,
                "%d plans, %s. All passed the static checker, and their certificates were retraced. %s",
                plans.size(),
                optimal == plans.size() ? "all at a proven lower bound" : optimal + " of them at a proven lower bound",
                whole == plans.size()
                        ? "All were replayed to the end."
                        : String.format(
                                Locale.ROOT,
                                "%d were replayed to the end, the others for the first %,d words and more, no word lost"
                                        + " (`shingle claims --full` replays them all).",
                                whole,
                                Claims.MOST_WORDS_REPLAYED));
    }

    private static String percent(long perMille) {
        return String.format(Locale.ROOT, "%.1f", perMille / 10.0);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
