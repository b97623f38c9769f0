package dev.shingle.cli;

import dev.shingle.api.fit.CandidateSizing;
import dev.shingle.api.fit.CandidateSizing.Sized;
import dev.shingle.api.fit.FitAnswer;
import java.io.PrintWriter;
import java.util.Locale;

/** The largest size that fits, as one line and a table of its neighbours. */
final class FitText {

    private final FitAnswer answer;
    private final String vary;
    private final PrintWriter out;
    private final long capacityBytes;

    FitText(FitAnswer answer, String vary, PrintWriter out) {
        this.answer = answer;
        this.vary = vary;
        this.out = out;
        this.capacityBytes = answer.question().capacityBytes();
    }

    void print() {
        out.printf(
                "%s on %s, capacity %s: %s%n%n",
                answer.question().variants().base().source(),
                answer.question().machine().name(),
                ByteSize.describe(capacityBytes),
                headline());
        TextTable table = new TextTable(vary, ">SRAM bytes", ">lower bound", "fits", ">left over", "");
        answer.neighbours().forEach(sizing -> addTo(table, sizing));
        table.print(out);
        out.println();
        out.println("Tried: " + answer.ladder().rule() + ".");
        out.println(effort());
    }

    private String headline() {
        if (answer.largest().isEmpty()) {
            return "nothing fits, not even " + vary + " "
                    + answer.ladder().candidates().get(0).label();
        }
        Sized largest = answer.largest().get();
        return "the largest %s that fits is %s, with %s to spare%s"
                .formatted(
                        vary,
                        largest.candidate().label(),
                        ByteSize.describe(answer.slackBytes()),
                        answer.next().map(this::next).orElse("; there is no larger one to be tried"));
    }

    private String next(Sized next) {
        return "; %s needs %s too much"
                .formatted(
                        next.candidate().label(),
                        ByteSize.describe(next.plannedBytes().orElseThrow() - capacityBytes));
    }

    private void addTo(TextTable table, CandidateSizing sizing) {
        if (sizing instanceof CandidateSizing.Refused refused) {
            table.row(refused.candidate().label(), "-", "-", "-", "-", "no such network: " + refused.reason());
            return;
        }
        Sized sized = (Sized) sizing;
        long planned = sized.plannedBytes().orElseThrow();
        table.row(
                sized.candidate().label(),
                number(planned),
                number(sized.boundBytes()),
                fits(sized),
                number(capacityBytes - planned),
                mark(sized));
    }

    private String fits(Sized sized) {
        if (sized.fits(capacityBytes)) {
            return "yes";
        }
        return sized.isProvenTooLarge(capacityBytes) ? "no" : "no plan found";
    }

    private String mark(Sized sized) {
        boolean isAnswer = answer.largest().map(sized::equals).orElse(false);
        boolean isCurrent = isCurrent(sized);
        return (isAnswer ? "<- largest that fits" : "")
                + (isAnswer && isCurrent ? ", " : "")
                + (isCurrent ? "as it is" : "");
    }

    private boolean isCurrent(Sized sized) {
        return answer.ladder().current().map(sized.candidate()::equals).orElse(false);
    }

    private String effort() {
        FitAnswer.Effort effort = answer.effort();
        String above =
                "Larger ones: %d have a buffer that is too large alone, %d a step that needs too much, %d were planned, %d do not exist."
                        .formatted(
                                effort.ruledOutByBuffer(),
                                effort.ruledOutByStep(),
                                effort.planned() - (answer.largest().isPresent() ? 1 : 0),
                                effort.refused());
        return effort.unproven() == 0
                ? above + " That none of them fits is proven."
                : above + " Of the planned ones " + effort.unproven()
                        + " are not proven to be too large: no plan that fits was found.";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
