package dev.shingle.cli.report;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.MachineChooser;
import dev.shingle.mapper.machine.MachineQuestion;
import dev.shingle.mapper.machine.yaml.MachineYaml;

/** The machine that all this is for, in full; and how to find out whether it is the reader's. */
final class MachineSection {

    private final Markup out;
    private final Machine machine;

    MachineSection(Markup out, ReportContents contents) {
        this.out = out;
        this.machine = contents.overlapped().plan().machine();
    }

    void write() {
        out.open("section", "aria-labelledby", "machine-title");
        out.element("h2", "Machine", "id", "machine-title");
        out.element("p", machine.name() + ": " + machine.source());
        out.open("pre", "tabindex", "0", "aria-label", "Machine file")
                .element("code", MachineYaml.write(machine))
                .close();
        out.open("details");
        out.element("summary", "Which machine preset is mine? Five questions tell");
        out.element("p", MachineChooser.costliestMistake());
        out.open("ol", "class", "questions");
        MachineChooser.questions().forEach(this::question);
        out.close().close().close();
    }

    private void question(MachineQuestion question) {
        out.open("li").element("strong", question.text()).open("ul");
        for (MachineQuestion.Answer answer : question.answers()) {
            out.open("li").text(answer.text() + ": ").element("code", answer.meaning());
            if (!answer.presets().isEmpty()) {
                out.text(" \u2013 " + String.join(", ", answer.presets()));
            }
            if (answer.presets().contains(machine.name())) {
                out.text(" ").element("em", "(this report)");
            }
            out.close();
        }
        out.close().close();
    }
}
