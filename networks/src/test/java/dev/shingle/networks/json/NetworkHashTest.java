package dev.shingle.networks.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.Network;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkHashTest {

    private static final String TEXT = """
            {"format": "shingle-network", "version": 1, "name": "tiny", "inputs": ["image"], "outputs": ["pooled"],
             "featureMaps": [
              {"name": "image", "shape": [1, 4, 6, 2], "type": "INT8",
               "quantization": {"scales": [0.5], "zeroPoints": [3], "axis": 0}},
              {"name": "middle", "shape": [1, 4, 6, 2], "type": "INT8"},
              {"name": "pooled", "shape": [1, 4, 6, 2], "type": "INT8"},
              {"name": "last", "shape": [7], "type": "INT8"}],
             "constants": [{"name": "table", "shape": [2, 3], "type": "BOOL"},
              {"name": "weights", "shape": [2, 3, 3, 2], "type": "INT8", "contents": {"seed": 1}}],
             "layers": [
              {"name": "first", "operator": {"kind": "convolution", "kernel": [3, 3], "stride": [1, 1],
               "dilation": [1, 1], "padding": {"top": 1, "bottom": 1, "left": 1, "right": 1}, "groups": 1,
               "activation": "NONE"}, "operands": ["image", "weights"], "outputs": ["middle"], "sources": ["CONV#0"]},
              {"name": "second", "operator": {"kind": "softmax", "beta": 1.0}, "operands": ["middle"],
               "outputs": ["pooled"], "sources": []},
              {"name": "third", "operator": {"kind": "opaque", "name": "X"}, "operands": ["pooled", "table"],
               "outputs": ["last"], "sources": []}]}
            """;

    private static String hashOf(String text) {
        return NetworkHash.of(NetworkJson.read("file", text));
    }

    /** A changed hash makes all existing plan files foreign: if this fails, the format has got a new version. */
    @Test
    void staysTheSameFromReleaseToRelease() {
        assertThat(hashOf(TEXT)).isEqualTo("a791e419b80fdc5d9595e0364b306dbffd4198c1fc90b3987606a14628d3dad2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\": \"tiny\"|\"name\": \"other\"",
                "CONV#0|CONV#1",
                "{\"seed\": 1}|{\"seed\": 2}",
                "{\"seed\": 1}|{\"base64\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                ", \"contents\": {\"seed\": 1}|''",
            })
    void ignoresWhatNoPlanDependsOn(String what, String by) {
        String changed = TEXT.replace(what, by);
        assertThat(changed).isNotEqualTo(TEXT);
        assertThat(hashOf(changed)).isEqualTo(hashOf(TEXT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "middle|centre",
                "\"first\"|\"1st\"",
                "weights|w",
                "[1, 4, 6, 2]|[1, 6, 4, 2]",
                "[2, 3]|[3, 2]",
                "\"type\": \"INT8\", \"contents\"|\"type\": \"UINT8\", \"contents\"",
                "\"type\": \"INT8\",\\n|\"type\": \"UINT8\",\\n",
                "[0.5]|[0.25]",
                "[3]|[4]",
                "\"axis\": 0|\"axis\": 1",
                "\"activation\": \"NONE\"|\"activation\": \"RELU\"",
                "\"top\": 1, \"bottom\": 1|\"top\": 2, \"bottom\": 0",
                "\"beta\": 1.0|\"beta\": 1.0000000000000002",
                "[\"middle\"],\\n|[\"image\"],\\n",
                "\"outputs\": [\"pooled\"],\\n \"featureMaps\"|\"outputs\": [\"middle\"],\\n \"featureMaps\"",
                "[\"pooled\", \"table\"]|[\"table\", \"pooled\"]",
            })
    void changesWithTheStructure(String what, String by) {
        String changed = TEXT.replace(what.replace("\\n", "\n"), by.replace("\\n", "\n"));
        assertThat(changed).isNotEqualTo(TEXT);
        assertThat(hashOf(changed)).isNotEqualTo(hashOf(TEXT));
    }

    @Test
    void isTheDigestOfTheTextWithoutNameSourcesAndContents() {
        for (int seed = 0; seed < 200; seed++) {
            Network network = new RandomNetworks(new Random(seed)).network();
            Network again = NetworkJson.read("", NetworkJson.write(network));
            assertThat(NetworkHash.of(again)).isEqualTo(NetworkHash.of(network)).matches("[0-9a-f]{64}");
        }
        List<String> distinct = new Random(9)
                .longs(200)
                .mapToObj(seed -> NetworkHash.of(new RandomNetworks(new Random(seed)).network()))
                .toList();
        assertThat(distinct.stream().distinct().count()).isGreaterThan(150);
    }
}
