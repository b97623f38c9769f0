package dev.shingle.fpga.memory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;
import dev.shingle.fpga.memory.WordLayout.End;
import dev.shingle.networks.NetworkFormatException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each format as it looks, dialects that others write, and what is said about faults. */
class SampleFilesTest {

    private static final WordLayout WORDS = WordLayout.of(16, 8);

    /** Elements ff 00 34 12: words 00ff and 1234. */
    private static final MemoryImage IMAGE = elements(WORDS, 0xff, 0x00, 0x34, 0x12);

    @Test
    void eachFormatAsItLooks() {
        assertThat(written("mem")).isEqualTo("00ff\n1234\n");
        assertThat(written("textio")).isEqualTo("00ff\n1234\n");
        assertThat(written("coe"))
                .endsWith("memory_initialization_radix=16;\nmemory_initialization_vector=\n00ff,\n1234;\n");
        assertThat(written("mif"))
                .endsWith("DEPTH = 2;\nWIDTH = 16;\nADDRESS_RADIX = HEX;\nDATA_RADIX = HEX;\nCONTENT BEGIN\n"
                        + "0 : 00ff;\n1 : 1234;\nEND;\n");
        assertThat(written("ihex")).isEqualTo(":04000000FF003412B7\n:00000001FF\n");
        assertThat(written("lattice"))
                .isEqualTo("#Format=Hex\n#Depth=2\n#Width=16\n#AddrRadix=3\n#DataRadix=3\n#Data\n00ff\n1234\n");
        assertThat(written("gowin")).isEqualTo("#File_format=Hex\n#Address_depth=2\n#Data_width=16\n00ff\n1234\n");
        assertThat(written("bin").getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(new byte[] {-1, 0, 0x34, 0x12});
        assertThat(written("c")).contains("weights[4] = {\n    0xff, 0x00, 0x34, 0x12,\n};");
    }

    @Test
    void theFirstElementMayBeAtTheOtherEnd() {
        WordLayout high = new WordLayout(16, 8, End.HIGH, End.LOW);
        assertThat(text("mem", elements(high, 0xff, 0x00, 0x34, 0x12))).isEqualTo("ff00\n3412\n");
        WordLayout last = new WordLayout(16, 8, End.LOW, End.HIGH);
        assertThat(text("mem", elements(last, 0xff, 0x00, 0x34, 0x12))).isEqualTo("1234\n00ff\n");
        // Byte files are in the order of elements wherever these are.
        for (WordLayout layout : new WordLayout[] {WORDS, high, last, new WordLayout(16, 8, End.HIGH, End.HIGH)}) {
            assertThat(text("ihex", elements(layout, 0xff, 0x00, 0x34, 0x12))).startsWith(":04000000FF003412");
        }
        assertThat(text("mem", elements(WordLayout.of(12, 4), 1, 2, 3, 4))).isEqualTo("321\n004\n");
        assertThat(elements(new WordLayout(12, 4, End.HIGH, End.HIGH), 1, 2, 3, 4)
                        .elements()
                        .asList())
                .containsExactly(1L, 2L, 3L, 4L, 0L, 0L);
    }

    @Test
    void dialectsOfOthers() {
        assertThat(read(
                        "coe",
                        "; a comment\nMEMORY_INITIALIZATION_RADIX = 2 ;\nmemory_initialization_vector =\n11111111,"
                                + " 1001000110100 ; done\n"))
                .isEqualTo(IMAGE);
        assertThat(read("coe", "memory_initialization_radix=10;\r\nmemory_initialization_vector=255 4660;"))
                .isEqualTo(IMAGE);
        assertThat(read(
                        "mif",
                        "WIDTH=16; % sixteen % DEPTH=2;\nADDRESS_RADIX=UNS; DATA_RADIX=UNS; CONTENT BEGIN\n"
                                + "0 : 255 4660; -- both\nEND;"))
                .isEqualTo(IMAGE);
        assertThat(read("mif", "DEPTH=4;WIDTH=16;ADDRESS_RADIX=HEX;DATA_RADIX=HEX;CONTENT BEGIN [0..3]:7; END;")
                        .word(3))
                .isEqualTo(7);
        assertThat(read("ihex", ":020002003412B6\n:02000000ff00FF\n:00000001FF\n"))
                .isEqualTo(IMAGE);
        assertThat(read("ihex", ":020000040000FA\r\n:04000000FF003412B7\r\n:00000001FF\r\n"))
                .isEqualTo(IMAGE);
        assertThat(read(
                        "gowin",
                        "#File_format=Bin\n#Address_depth=2\n#Data_width=16\n0000000011111111\n0001001000110100"))
                .isEqualTo(IMAGE);
    }

    @Test
    void faultsAreOneLineWithTheirPlace() {
        fault("mem", "00ff\n12x4\n", "file: line 2, column 1: found '12x4', expected a number of 16 bits in radix 16");
        fault("mem", "00ff\n1234", "file: line 2, column 5: found the end of the file, expected the end of the line");
        fault(
                "mem",
                "00ff\n\n",
                "file: line 2, column 1: found character 0x0a, expected a line of 4 hexadecimal digits");
        fault("mem", "@0000\n", "file: line 1, column 1: found '@', expected a line of 4 hexadecimal digits");
        fault("mem", "0\u00e9\n", "file: line 1, column 2: found character 0xe9, expected ASCII text");
        fault(
                "coe",
                "memory_initialization_radix=7;",
                "file: line 1, column 29: found '7', expected radix 2, 10 or 16");
        fault("mif", "DEPTH=99999999999;", "found '99999999999', expected depth from 0 to 16777216");
        fault("mif", "DEPTH=2;WIDTH=8;", "line 1, column 15: found '8', expected width 16");
        fault("mif", "DEPTH=2;CONTENT BEGIN 0:1;END;", "expected a word for address 1 of 2");
        fault("mif", "DEPTH=2;CONTENT BEGIN 0:1;0:2;END;", "found '2', expected one word for address 0");
        fault("mif", "DEPTH=2;CONTENT BEGIN 2:1;END;", "found '2', expected address from 0 to 1");
        fault("ihex", ":04000000FF003412B8\n:00000001FF\n", "found checksum B8, expected checksum B7");
        fault("ihex", ":05000000FF003412B7\n", "found 9 bytes, expected a record of 10 bytes");
        fault("ihex", ":04000000FF003412B7\n", "found the end of the file, expected ':'");
        fault("ihex", ":04000400FF003412B3\n:00000001FF\n", "expected a byte for address 0");
        fault(
                "lattice",
                "#Format=Hex\n#Depth=70000\n",
                "line 2, column 8: found '70000', expected depth from 0 to 65536");
        fault("gowin", "#File_format=Hex\n#Address_depth=2\n#Data_width=16\n1\n", "expected word 1 of 2");
        fault("c", "int x;", "found the end of the file, expected an array of uint8_t");
        fault("bin", "abc", "file: byte 3: found the end of the file, expected whole words of 2 bytes, at least one");
    }

    private static void fault(String format, String file, String expected) {
        assertThatThrownBy(() -> read(format, file))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining(expected);
    }

    private static MemoryImage read(String format, String file) {
        return MemoryFormats.byName(format)
                .orElseThrow()
                .read("file", file.getBytes(StandardCharsets.ISO_8859_1), WORDS);
    }

    private static String written(String format) {
        return text(format, IMAGE);
    }

    private static String text(String format, MemoryImage image) {
        byte[] file = MemoryFormats.byName(format).orElseThrow().write("weights", image);
        return new String(file, StandardCharsets.ISO_8859_1);
    }

    private static MemoryImage elements(WordLayout layout, long... elements) {
        return MemoryImage.ofElements(layout, ImmutableLongArray.copyOf(elements));
    }
}
