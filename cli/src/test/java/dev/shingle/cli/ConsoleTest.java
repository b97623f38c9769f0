package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsoleTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX", "de_DE.ISO-8859-1", "C.UTF-8"})
    void namesSurviveInResultsWhateverTheLocale(String locale) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Console console = Console.ofProcess(Map.of("LC_ALL", locale), bytes);
        console.out().print("café");
        console.out().flush();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("café");
        assertThat(console.unicode()).isEqualTo(locale.endsWith("UTF-8"));
    }
}
