package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "unknown\n", "${shingle.commit}", "$Format:%h$"})
    void whatWasNotFilledInIsNotKnown(String text) {
        assertThat(ProgramVersion.filledIn(text)).isEmpty();
    }

    @Test
    void aCommitIsTakenAsItIs() {
        assertThat(ProgramVersion.filledIn("0123abcd-dirty\n")).contains("0123abcd-dirty");
    }

    @Test
    void theLineNamesBoth() {
        assertThat(ProgramVersion.current().line()).matches("shingle [^ ]+ \\(commit [^ ]+\\)");
        assertThat(CliSession.run("--version").out())
                .startsWith(ProgramVersion.current().line());
    }
}
