package dev.shingle.mapper.trace.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.ByteWindow;
import dev.shingle.mapper.trace.Gap;
import dev.shingle.mapper.trace.RandomTraces;
import dev.shingle.mapper.trace.TracedBuffer;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceCsvTest {

    private static final Path PEERS = Path.of("..", "..", "shared", "peers", "allocation");

    private static AllocationTrace read(String... lines) {
        return TraceCsv.read("t.csv", String.join("\n", lines) + "\n");
    }

    @Test
    void readsTheFourColumns() {
        assertThat(read("id,lower,upper,size", "b1,0,3,4", "b2,3,9,4"))
                .isEqualTo(new AllocationTrace(
                        ImmutableList.of(TracedBuffer.of("b1", 0, 3, 4), TracedBuffer.of("b2", 3, 9, 4))));
    }

    @Test
    void readsEverythingElse() {
        TracedBuffer read = read(
                        "size,offset,gaps,hint,alignment,upper,lower,id", "64,128,3-5 7-9@16:32,256,32,10,-2,x")
                .buffers()
                .get(0);

        assertThat(read)
                .isEqualTo(new TracedBuffer(
                        "x",
                        -2,
                        10,
                        64,
                        32,
                        OptionalLong.of(256),
                        OptionalLong.of(128),
                        ImmutableList.of(
                                new Gap(3, 5, Optional.empty()), new Gap(7, 9, Optional.of(new ByteWindow(16, 32))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,lower,upper,size", "buffer,begin,upper,size", "buffer_id,start,upper,size"})
    void columnsHaveOtherNames(String header) {
        assertThat(read(header, "a,1,2,3").buffers()).containsExactly(TracedBuffer.of("a", 1, 2, 3));
    }

    @Test
    void anEndIsPartOfTheLifeAndOfGaps() {
        TracedBuffer read =
                read("id,start,end,size,gaps", "a,1,5,3,2-2 4-5@0:1").buffers().get(0);

        assertThat(read.upper()).isEqualTo(6);
        assertThat(read.gaps())
                .containsExactly(new Gap(2, 3, Optional.empty()), new Gap(4, 6, Optional.of(new ByteWindow(0, 1))));
        assertThat(read("id,start,end,size", "a,1,1,3").buffers().get(0).upper())
                .isEqualTo(2);
    }

    @Test
    void whatIsOptionalMayBeLeftOutInALine() {
        List<TracedBuffer> read = read("id,lower,upper,size,hint,gaps,offset", "a,0,1,1,,,", "b,0,1,1,-1, ,5")
                .buffers();

        assertThat(read.get(0)).isEqualTo(TracedBuffer.of("a", 0, 1, 1));
        assertThat(read.get(1)).isEqualTo(TracedBuffer.of("b", 0, 1, 1).withOffsetBytes(OptionalLong.of(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,lower,upper,size\na,0,1,2",
                "id,lower,upper,size\r\na,0,1,2\r\n",
                "\uFEFFid,lower,upper,size\na,0,1,2\n\n\n",
                " id , lower,upper, size \na, 0 ,\t1,2 \n",
                "\"id\",\"lower\",upper,size\n\"a\",\"0\",1,2\n"
            })
    void spreadsheetsWriteItInManyWays(String text) {
        assertThat(TraceCsv.read("t.csv", text).buffers()).containsExactly(TracedBuffer.of("a", 0, 1, 2));
    }

    @Test
    void idsInQuotesMayHaveCommasAndQuotes() {
        AllocationTrace trace = read("id,lower,upper,size", "\"conv, \"\"1\"\"\",0,1,2");

        assertThat(trace.buffers().get(0).id()).isEqualTo("conv, \"1\"");
        assertThat(TraceCsv.read("t.csv", TraceCsv.write(trace))).isEqualTo(trace);
    }

    @Test
    void aTraceMayBeEmpty() {
        assertThat(read("id,lower,upper,size").buffers()).isEmpty();
        assertThat(TraceCsv.write(new AllocationTrace(ImmutableList.of()))).isEqualTo("id,lower,upper,size\n");
    }

    @Test
    void writesOnlyColumnsThatSaySomething() {
        AllocationTrace trace = read("id,lower,upper,size", "b1,0,3,4", "b2,3,9,4");

        assertThat(TraceCsv.write(trace.placedAt(ImmutableLongArray.of(8, 0))))
                .isEqualTo("id,lower,upper,size,offset\nb1,0,3,4,8\nb2,3,9,4,0\n");
        assertThat(TraceCsv.write(read("id,start,end,size,alignment,hint,gaps", "a,0,4,8,2,3,1-2@0:4", "b,0,4,8,1,,")))
                .isEqualTo("id,lower,upper,size,alignment,hint,gaps\na,0,5,8,2,3,1-3@0:4\nb,0,5,8,1,-1,\n");
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void everyTraceSurvivesTheRoundTrip(@ForAll long seed) {
        Random random = new Random(seed);
        AllocationTrace trace = new RandomTraces(random, 50, 1000).next(random.nextInt(8));

        assertThat(TraceCsv.read("t.csv", TraceCsv.write(trace))).isEqualTo(trace);
    }

    @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
    void mutatedTextIsReadOrRefusedInOneLine(@ForAll long seed) {
        Random random = new Random(seed);
        String text = TraceCsv.write(new RandomTraces(random, 20, 100).next(1 + random.nextInt(4)));
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            mutate(mutated, random);
        }
        AllocationTrace read;
        try {
            read = TraceCsv.read("t.csv", mutated.toString());
        } catch (NetworkFormatException e) {
            assertThat(e.getMessage()).startsWith("t.csv: line ").doesNotContain("\n", "\r");
            return;
        }
        assertThat(TraceCsv.read("t.csv", TraceCsv.write(read))).isEqualTo(read);
    }

    private static void mutate(StringBuilder text, Random random) {
        List<String> hostile = List.of(
                ",",
                "\"",
                "\n",
                "\r",
                "-",
                "@",
                ":",
                " ",
                "9",
                "9223372036854775807",
                "1152921504606846975",
                "NaN",
                "1e9",
                "\u0000",
                "\uD800",
                "\u0664",
                "\uFEFF",
                "0x10",
                "");
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(4));
        text.replace(at, to, hostile.get(random.nextInt(hostile.size())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,lower,upper| line 1 column 1: found no column 'size'",
                "id,lower,upper,size,begin| line 1 column 21: found a second column 'lower'",
                "id,lower,upper,size,aligment| line 1 column 21: found 'aligment', expected a column of a trace",
                "id,lower,upper,size,| line 1 column 21: found nothing, expected a column",
                "'  '| found an empty file, expected a header, such as id,lower,upper,size",
                "id,lower,upper,size;a,0,1| line 2 column 1: found 3 fields, expected 4",
                "id,lower,upper,size;a,0,1,2,3| line 2 column 1: found 5 fields, expected 4",
                "id,lower,upper,size;a,0,1,NaN| line 2 column 7: found 'NaN', expected a whole number of bytes",
                "id,lower,upper,size;a,0,1,1e3| found '1e3'",
                "id,lower,upper,size;a,0,1,0x1| found '0x1'",
                "id,lower,upper,size;a,0,1,0| found '0', expected a whole number of bytes, from 1",
                "id,lower,upper,size;a,0,1,-5| found '-5'",
                "id,lower,upper,size;a,0,1,| line 2 column 7: found nothing",
                "id,lower,upper,size;a,0,1,9223372036854775808| found '9223372036854775808'",
                "id,lower,upper,size;a,0,1,1152921504606846976| found '1152921504606846976'",
                "id,lower,upper,size;a,0,1,99999999999999999999999999999999999999999999| 9999...', expected",
                "id,lower,upper,size;a,0,1,1152921504606846975;b,0,1,1| line 3 column 1: found sizes that add up",
                "id,lower,upper,size;a,-1152921504606846976,1,1| line 2 column 3: found '-1152",
                "id,lower,upper,size;a,3,3,1| line 2 column 5: found '3', expected a whole number, after the buffer's begin, from 4",
                "id,lower,end,size;a,3,2,1| line 2 column 5: found '2', expected",
                "id,lower,end,size;a,3,1152921504606846975,1| line 2 column 5: found '1152921504606846975', expected",
                "id,lower,upper,size;a,0,1,1;a,0,1,1| line 3 column 1: found 'a' again, after line 2",
                "id,lower,upper,size;,0,1,1| line 2 column 1: found nothing, expected a name",
                "id,lower,upper,size;a\tb,0,1,1| line 2 column 1: found 'a?b'",
                "id,lower,upper,size;\"a,0,1,1| line 2 column 1: found a quote that is not closed",
                "id,lower,upper,size;\"a\"b,0,1,1| line 2 column 4: found 'b,0,1,1', expected a comma",
                "id,lower,upper,size;;a,0,1,1| line 2 column 1: found an empty line",
                "id,lower,upper,size,alignment;a,0,1,1,0| line 2 column 9: found '0'",
                "id,lower,upper,size,alignment;a,0,1,1,| line 2 column 9: found nothing",
                "id,lower,upper,size,offset;a,0,1,1,-1| line 2 column 9: found '-1', expected a number of bytes, or nothing",
                "id,lower,upper,size,hint;a,0,1,1,x| line 2 column 9: found 'x'",
                "id,lower,upper,size,gaps;a,0,9,8,3| found '3', expected a gap such as",
                "id,lower,upper,size,gaps;a,0,9,8,3-5@| found '3-5@', expected a gap",
                "id,lower,upper,size,gaps;a,0,9,8,3-5@0:4@0:4| expected a gap",
                "id,lower,upper,size,gaps;a,0,9,8,5-5| found '5-5', expected a gap that begins before it ends",
                "id,lower,upper,size,gaps;a,0,9,8,5-9999999999999999999| begins before it ends",
                "id,lower,upper,size,gaps;a,0,9,8,3-5 4-6| found '4-6', expected gaps in order",
                "id,lower,upper,size,gaps;a,0,9,8,3-10| found '3-10', expected gaps in order of time, disjoint, within 0 and 9",
                "id,lower,upper,size,gaps;a,1,9,8,0-3| found '0-3', expected gaps in order",
                "id,lower,upper,size,gaps;a,0,9,8,3-5@4:4| expected a window of at least one byte within the buffer's 8",
                "id,lower,upper,size,gaps;a,0,9,8,3-5@4:9| expected a window",
            })
    void refusesWhatCannotBeMeant(String lines, String complaint) {
        assertThatThrownBy(() -> TraceCsv.read("t.csv", lines.replace(';', '\n')))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining(complaint)
                .hasMessageStartingWith("t.csv: line ");
    }

    @Test
    void refusesALineOfTooManyFields() {
        assertThatThrownBy(() -> read("id,lower,upper,size" + ",".repeat(100_000)))
                .hasMessageContaining("more than 64 fields");
    }

    @Test
    void refusesBytesThatAreNoText(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("t.csv");
        Files.write(file, new byte[] {'i', 'd', (byte) 0xC3, (byte) 0x28});

        assertThatThrownBy(() -> TraceCsv.read(file))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("expected UTF-8");
    }

    static List<Path> peers() throws IOException {
        if (!Files.isDirectory(PEERS)) {
            return List.of(PEERS);
        }
        try (Stream<Path> files = Files.walk(PEERS)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void readsTheTracesOfOthers(Path file) throws IOException {
        assumeTrue(Files.isRegularFile(file), "no shared traces at " + PEERS);
        AllocationTrace trace = TraceCsv.read(file);

        assertThat(trace.buffers()).hasSizeGreaterThan(1);
        assertThat(TraceCsv.write(trace).strip())
                .isEqualTo(Files.readString(file).strip());
    }
}
