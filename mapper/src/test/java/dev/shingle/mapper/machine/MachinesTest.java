package dev.shingle.mapper.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachinesTest {

    @Test
    void namesAreUniqueAndEveryPresetSaysWhereItIsFrom() {
        assertThat(Machines.all()).extracting(Machine::name).doesNotHaveDuplicates();
        assertThat(Machines.all()).extracting(Machine::source).noneMatch(String::isBlank);
        assertThat(Machines.all())
                .extracting(Machine::name)
                .containsExactly(
                        "byte-pixel",
                        "tflm-element",
                        "forward-linear",
                        "circular",
                        "lane8-group",
                        "row",
                        "line-buffer",
                        "reference-p2",
                        "reference-p4",
                        "reference-p8",
                        "reference-p16");
        assertThat(Machines.standard().name()).isEqualTo("byte-pixel");
        assertThat(Machines.preset("no such machine")).isEmpty();
    }

    @Test
    void everyQuestionIsAnsweredByEveryPresetThatItConcerns() {
        assertThat(MachineChooser.questions()).hasSize(5);
        for (MachineQuestion question : MachineChooser.questions()) {
            assertThat(question.answers()).hasSizeGreaterThan(1);
            for (MachineQuestion.Answer answer : question.answers()) {
                assertThat(answer.presets())
                        .allMatch(name -> Machines.preset(name).isPresent());
            }
        }
    }

    @Test
    void aPresetIsListedOnlyUnderDirectionsThatItHas() {
        MachineQuestion directions = MachineChooser.questions().get(2);
        for (MachineQuestion.Answer answer : directions.answers()) {
            boolean both = answer.meaning().contains("reverse]");
            for (String preset : answer.presets()) {
                assertThat(Machines.preset(preset).orElseThrow().traversals().size() == 2)
                        .as(preset)
                        .isEqualTo(both);
            }
        }
    }
}
