package dev.shingle.cli.report;

/** The equations that the tables refer to, by the numbers of docs/model.md. */
final class EquationsSection {

    private static final String[][] EQUATIONS = {
        {
            "1",
            "element (p, c) occupies bits [ (p\u00b7Cs + c)\u00b7e , (p\u00b7Cs + c + 1)\u00b7e )",
            "Pixel after pixel, channels padded to Cs, e bits each; a tensor has \u2308pixels\u00b7Cs\u00b7e / w\u2309 words of w bits."
        },
        {
            "2",
            "D = max over units that read the operand of ( written \u2212 need )",
            "Forward: the highest word written so far, plus one, against the lowest word still needed, both from the tensors\u2019 starts."
        },
        {
            "3",
            "start(operand) \u2212 start(result) \u2265 D is safe; D \u2212 1 is not",
            "Slack is how much larger the left side is."
        },
        {
            "4",
            "E = max over units that read the operand of ( written\u2032 \u2212 need\u2032 )",
            "Reverse: the same, counted from the tensors\u2019 ends."
        },
        {"5", "end(result) \u2212 end(operand) \u2265 E is safe; E \u2212 1 is not", ""},
        {
            "6",
            "M = min over directions of max( I + max(D, 0), O )",
            "What an operand of I words and a result of O words need alone, E for D in reverse; never less than max(I, O), never more than I + O."
        },
        {
            "9",
            "start(b) \u2212 start(a) \u2265 d(a, b)  or  start(a) \u2212 start(b) \u2265 d(b, a)",
            "For all buffers that live at the same time; d is the size of the lower one, or the distance where a result follows a dying operand."
        },
    };

    private final Markup out;

    EquationsSection(Markup out) {
        this.out = out;
    }

    void write() {
        out.open("section", "aria-labelledby", "equations-title");
        out.element("h2", "Where the numbers come from", "id", "equations-title");
        out.open("p")
                .text("The numbers in brackets are those of the equations in ")
                .element("code", "docs/model.md");
        out.text(", where each is derived.").close();
        out.open("dl", "class", "equations");
        for (String[] equation : EQUATIONS) {
            out.open("div", "id", "eq" + equation[0]);
            out.open("dt").element("span", "(" + equation[0] + ")", "class", "eqno");
            out.element("span", equation[1], "class", "formula").close();
            out.element("dd", equation[2]).close();
        }
        out.close().close();
    }
}
