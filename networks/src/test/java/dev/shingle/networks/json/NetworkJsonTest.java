package dev.shingle.networks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkJsonTest {

    /** Written by hand; what the writer must produce to the byte. */
    private static final String TINY = """
            {
              "format": "shingle-network",
              "version": 1,
              "name": "tiny",
              "inputs": [
                "image"
              ],
              "outputs": [
                "scores"
              ],
              "featureMaps": [
                {"name": "image", "shape": [1, 2, 2, 1], "type": "INT8", "quantization": {"scales": [0.5], "zeroPoints": [-128], "axis": 0}},
                {"name": "flat", "shape": [1, 4], "type": "INT8"},
                {"name": "scores", "shape": [1, 3], "type": "INT8"},
                {"name": "spare", "shape": [], "type": "BOOL"}
              ],
              "constants": [
                {"name": "weights", "shape": [3, 4], "type": "INT8", "contents": {"seed": 42}},
                {"name": "bias", "shape": [3], "type": "INT32", "contents": {"base64": "AQAAAAIAAAD/////"}},
                {"name": "table", "shape": [2], "type": "FLOAT16"}
              ],
              "layers": [
                {"name": "view", "operator": {"kind": "view"}, "operands": ["image"], "outputs": ["flat"], "sources": ["RESHAPE#0"]},
                {"name": "dense", "operator": {"kind": "fullyConnected", "activation": "NONE"}, "operands": ["flat", "weights", "bias"], "outputs": ["scores"], "sources": []},
                {"name": "odd", "operator": {"kind": "opaque", "name": "MYSTERY"}, "operands": ["table", "weights"], "outputs": ["spare"], "sources": []}
              ]
            }
            """;

    @Provide
    Arbitrary<Network> networks() {
        return Arbitraries.randomValue(random -> new RandomNetworks(random).network());
    }

    @Property
    void readingGivesBackWhatWasWritten(@ForAll("networks") Network network) {
        String text = NetworkJson.write(network);
        Network again = NetworkJson.read("text", text);
        assertThat(again).isEqualTo(network);
        assertThat(NetworkJson.write(again)).isEqualTo(text);
        assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
    }

    /** Whatever is broken in a file, the answer is a network or one refusal in one line. */
    @Property(tries = 3000)
    void damagedTextIsRefusedInOneLine(@ForAll("networks") Network network, @ForAll Random random) {
        StringBuilder text = new StringBuilder(NetworkJson.write(network));
        for (int i = random.nextInt(3); i >= 0; i--) {
            damage(text, random);
        }
        try {
            NetworkJson.read("text", text.toString());
        } catch (NetworkFormatException e) {
            assertThat(e.getMessage()).startsWith("text: ").hasSizeLessThan(2000);
            assertThat(e.getMessage().lines()).hasSize(1);
        }
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(Math.max(1, text.length()));
        int end = Math.min(text.length(), at + random.nextInt(20));
        switch (random.nextInt(4)) {
            case 0 -> text.setLength(at);
            case 1 -> text.delete(at, end);
            case 2 -> text.insert(at, text.substring(at, end));
            default ->
                text.replace(
                        at,
                        Math.min(text.length(), at + 1),
                        String.valueOf("0-9e\"[]{},:nt\\".charAt(random.nextInt(13))));
        }
    }

    @Test
    void aFileReadsLikeThis() {
        Network network = NetworkJson.read("tiny.json", TINY);
        assertThat(network.layers()).hasSize(3);
        assertThat(network.layers().get(1).constants().get(0).contents())
                .isEqualTo(new Constant.Seeded(42, ElementType.INT8, 12));
        assertThat(network.layers().get(1).constants().get(1).contents().bytes())
                .isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 2, 0, 0, 0, -1, -1, -1, -1}));
        assertThat(network.layers().get(2).constants().get(0).contents().isPresent())
                .isFalse();
        assertThat(network.inputs().get(0).quantization()).isEqualTo(Quantization.perTensor(0.5, -128));
        assertThat(NetworkJson.write(network)).isEqualTo(TINY);
    }

    @Test
    void filesAreWrittenAndRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tiny.json");
        NetworkJson.write(NetworkJson.read("", TINY), file);
        assertThat(Files.readString(file)).isEqualTo(TINY);
        assertThat(NetworkJson.read(file)).isEqualTo(NetworkJson.read("", TINY));
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> NetworkJson.read(missing)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void bytesThatAreNotTextAreRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("latin1.json");
        Files.write(file, TINY.replace("MYSTERY", "\u00e4").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> NetworkJson.read(file))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("expected UTF-8");
    }

    @Test
    void theOrderOfKeysDoesNotMatter() {
        int name = TINY.indexOf("  \"name\"");
        int layers = TINY.indexOf(",\n  \"layers\"");
        String reordered = "{" + TINY.substring(layers + 1, TINY.lastIndexOf("}")) + "," + TINY.substring(name, layers)
                + ", \"version\": 1, \"format\": \"shingle-network\"}";
        assertThat(NetworkJson.read("", reordered)).isEqualTo(NetworkJson.read("", TINY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // what is replaced | by what | position | found | expected
                "shingle-network | shingle-plan | /format | \"shingle-plan\" | \"shingle-network\"",
                "\"version\": 1 | \"version\": 2 | /version | 2 | 1",
                "\"name\": \"tiny\" | \"nome\": \"tiny\" | / | no key \"name\" | an object with that key",
                "\"version\": 1, | \"version\": 1, \"author\": {}, | / | unknown key \"author\" | only format, version",
                "\"outputs\": [\"flat\"] | \"outputs\": [\"image\"] | /layers/0/outputs/0 | \"image\" a second | a name",
                "\"outputs\": [\"scores\"], | \"outputs\": [], | /layers/1/outputs | an array | at least one name",
                "[\"flat\", \"weights\" | [\"flut\", \"weights\" | /layers/1/operands/0 | \"flut\" | the name of one of",
                "[\"image\"] | [\"scores\"] | /layers/0/operands/0 | \"scores\", which no earlier layer | a network input",
                "[\"image\"] | [\"flat\"] | /layers/0/operands/0 | \"flat\", which no earlier layer writes | a network",
                "\"name\": \"flat\" | \"name\": \"image\" | /featureMaps/1/name | \"image\" | a name that no other",
                "\"name\": \"bias\" | \"name\": \"flat\" | /constants/1/name | \"flat\" | a name that no other",
                "\"name\": \"odd\" | \"name\": \"view\" | /layers/2/name | \"view\" | a name that no other layer has",
                "[\"table\", \"weights\"] | [] | /constants/2 | a constant that is read by no layer (\"table\") | only",
                "[3, 4] | [3, 0] | /constants/0/shape/1 | 0 | an integer from 1",
                "[3, 4] | [3, 5000000000] | /constants/0/shape/1 | 5000000000 | an integer from 1",
                "[3, 4] | [2000000000, 2000000000] | /constants/0/shape | an array | at most 1099511627776 elements",
                "[3, 4] | [2000000000] | /layers/1 | weights [2000000000] | 2 dimensions",
                "[\"flat\", \"weights\", \"bias\"] | [\"flat\"] | /layers/1 | 1 operands | at least 2",
                "[3, 4] | [1,1,1,1,1,1,1,1,1] | /constants/0/shape | an array | at most 8 dimensions",
                "\"shape\": [3], | \"shape\": [4], | /constants/1/contents/base64 | 12 bytes | 16 bytes for 4 INT32",
                "AQAAAAIAAAD///// | AQAA!!! | line | Illegal character | base64 text",
                "{\"seed\": 42} | {\"seed\": 42, \"base64\": \"\"} | /constants/0/contents | unknown key | only seed",
                "{\"seed\": 42} | {} | /constants/0/contents | no key \"base64\" | an object with",
                "{\"seed\": 42} | {\"base64\": 1} | /constants/0/contents/base64 | 1 | a string",
                "{\"seed\": 42} | {\"seed\": \"42\"} | /constants/0/contents/seed | \"42\" | an integer from",
                "\"FLOAT16\" | \"FLOAT16\", \"contents\": {\"seed\": 1} | /constants/2/contents | contents of type | a c",
                "[0.5] | [0.5, 1] | /featureMaps/0/quantization | 2 scales but 1 zero points | as many",
                "[0.5] | [1e400] | /featureMaps/0/quantization/scales/0 | | a finite number",
                "[0.5] | [1e300] | /featureMaps/0/quantization | scale 1.0E300 is beyond single precision | as many",
                "\"version\": 1 | \"version\": 1, \"version\": 1 | line 3 | Duplicate field 'version' | well-formed",
                "\"name\": \"tiny\" | \"name\": tiny | line 4 | Unrecognized token 'tiny' | well-formed JSON",
            })
    void mistakesAreNamed(String what, String by, String position, String found, String expected) {
        String text = TINY.replaceFirst(Pattern.quote(what), Matcher.quoteReplacement(by));
        assertThat(text).isNotEqualTo(TINY);
        assertThatThrownBy(() -> NetworkJson.read("file", text))
                .isInstanceOfSatisfying(NetworkFormatException.class, e -> {
                    assertThat(e.source()).isEqualTo("file");
                    assertThat(e.position()).startsWith(position);
                    assertThat(e.found()).contains(found == null ? "" : found);
                    assertThat(e.expected()).startsWith(expected);
                });
    }

    @Test
    void whatIsNoNetworkAtAllIsRefused() {
        for (String text :
                new String[] {"", " ", "[]", "7", "null", "\"x\"", "{}", "{", "}", TINY + "{}", "\u0000", "TFL3"}) {
            assertThatThrownBy(() -> NetworkJson.read("file", text))
                    .as(text)
                    .isInstanceOf(NetworkFormatException.class);
        }
    }

    @Test
    void bombsAreRefused() {
        String deep = "[".repeat(100_000);
        String longNumber = "1".repeat(100_000);
        String longName = "x".repeat(100_000);
        for (String bomb : new String[] {deep, longNumber, '"' + longName + '"', "{\"" + longName + "\": 1}"}) {
            assertThatThrownBy(() -> NetworkJson.read("file", TINY.replace("\"tiny\"", bomb)))
                    .isInstanceOf(NetworkFormatException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500))
                    .hasMessageContaining("within the reader's limits");
        }
    }

    @Test
    void longListsAreRefused() {
        String manyTokens = "0,".repeat(4_000_000) + "0";
        assertThatThrownBy(() -> NetworkJson.read("file", TINY.replace("[0.5]", '[' + manyTokens + ']')))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("within the reader's limits");
    }

    @Test
    void largeContentsArriveWhole() {
        byte[] bytes = new byte[3_000_001];
        new Random(5).nextBytes(bytes);
        Constant weights = new Constant(
                "weights",
                Shape.of(bytes.length),
                ElementType.INT8,
                Quantization.NONE,
                new Constant.Present(ByteBuffer.wrap(bytes)));
        Network network = oneLayer(weights, weights);
        assertThat(NetworkJson.read("", NetworkJson.write(network))).isEqualTo(network);
    }

    @Test
    void aNameMustNotStandForTwoConstants() {
        Constant small = new Constant("c", Shape.of(1), ElementType.INT8, Quantization.NONE, new Constant.Absent());
        Constant large = new Constant("c", Shape.of(2), ElementType.INT8, Quantization.NONE, new Constant.Absent());
        assertThatThrownBy(() -> NetworkJson.write(oneLayer(small, large)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the name c ");
        assertThat(NetworkJson.write(oneLayer(small, small))).contains("[\"c\", \"c\"]");
    }

    private static Network oneLayer(Constant first, Constant second) {
        FeatureMap result = new FeatureMap("y", Shape.of(1), ElementType.INT8);
        Layer layer = new Layer(
                "l",
                new Operator.Opaque("X"),
                ImmutableList.of(first, second),
                ImmutableList.of(result),
                ImmutableList.of());
        return new Network("n", ImmutableList.of(), ImmutableList.of(layer), ImmutableList.of(result));
    }
}
