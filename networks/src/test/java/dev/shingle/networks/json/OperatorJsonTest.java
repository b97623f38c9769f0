package dev.shingle.networks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shingle.networks.Activation;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<Class<?>> operatorTypes() {
        return Stream.of(RandomNetworks.operatorTypes());
    }

    @Provide
    Arbitrary<Operator> operators() {
        return Arbitraries.randomValue(random -> new RandomNetworks(random).operator());
    }

    @Property
    void readingGivesBackWhatWasWritten(@ForAll("operators") Operator operator) throws JsonProcessingException {
        String text = MAPPER.writeValueAsString(OperatorJson.toJson(operator));
        assertThat(read(text)).isEqualTo(operator);
    }

    @ParameterizedTest
    @MethodSource("operatorTypes")
    void everyOperatorHasAForm(Class<?> type) {
        Operator operator = new RandomNetworks(new Random(1)).operator(type);
        assertThat(OperatorJson.fromJson(OperatorJson.toJson(operator), "", "")).isEqualTo(operator);
    }

    @ParameterizedTest
    @MethodSource("operatorTypes")
    void everyKeyIsNeededAndNoOtherIsTaken(Class<?> type) {
        ObjectNode node = OperatorJson.toJson(new RandomNetworks(new Random(2)).operator(type));
        ObjectNode more = node.deepCopy().put("colour", "blue");
        assertThatThrownBy(() -> OperatorJson.fromJson(more, "file", "/x"))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("unknown key \"colour\"");
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        for (String key : keys) {
            ObjectNode less = node.deepCopy();
            less.remove(key);
            assertThatThrownBy(() -> OperatorJson.fromJson(less, "file", "/x"))
                    .isInstanceOf(NetworkFormatException.class)
                    .hasMessageStartingWith("file: /x: found no key \"" + key + "\"");
        }
    }

    /** Files from before it was known have no such key. */
    @Test
    void asymmetricInputsAreSaidOnlyIfTheyAreThere() throws JsonProcessingException {
        String plain = "{'kind':'fullyConnected','activation':'NONE'}".replace('\'', '"');
        assertThat(MAPPER.writeValueAsString(OperatorJson.toJson(new Operator.FullyConnected(Activation.NONE))))
                .isEqualTo(plain);
        assertThat(read(plain)).isEqualTo(new Operator.FullyConnected(Activation.NONE, false));
        Operator asymmetric = new Operator.FullyConnected(Activation.RELU, true);
        assertThat(OperatorJson.fromJson(OperatorJson.toJson(asymmetric), "file", "/x"))
                .isEqualTo(asymmetric);
    }

    @Test
    void readsLikeThis() throws JsonProcessingException {
        Operator operator = new Operator.Convolution(Window.square(3, 2, new Padding(0, 1, 0, 1)), 1, Activation.RELU6);
        assertThat(MAPPER.writeValueAsString(OperatorJson.toJson(operator)))
                .isEqualTo("{'kind':'convolution','kernel':[3,3],'stride':[2,2],'dilation':[1,1],".replace('\'', '"')
                        + "'padding':{'top':0,'bottom':1,'left':0,'right':1},'groups':1,'activation':'RELU6'}"
                                .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind':'convolutoin'} | /op/kind | \"convolutoin\" | one of convolution, depthwiseConvolution",
                "{'kind':7} | /op/kind | 7 | a string",
                "[] | /op | an array | an object",
                "{'kind':'softmax','beta':'1'} | /op/beta | \"1\" | a finite number",
                "{'kind':'softmax','beta':1e999} | /op/beta | | a finite number",
                "{'kind':'localResponseNormalization','size':0} | /op/size | 0 | an integer from 1 to 2147483647",
                "{'kind':'split','axis':-1} | /op/axis | -1 | an integer from 0 to 8",
                "{'kind':'split','axis':1.0} | /op/axis | 1.0 | an integer from 0 to 8",
                "{'kind':'split','axis':99999999999999999999} | /op/axis | 99999999999999999999 | an integer",
                "{'kind':'depthToSpace','block':0} | /op/block | 0 | an integer from 1 to 2147483647",
                "{'kind':'fullyConnected','activation':'relu'} | /op/activation | \"relu\" | one of NONE, RELU, RELU6",
                "{'kind':'fullyConnected','activation':'NONE','asymmetricInputs':1} | /op/asymmetricInputs | 1 | true or false",
                "{'kind':'transpose','permutation':[0,true]} | /op/permutation/1 | true | an integer from 0 to 8",
                "{'kind':'spaceToBatch','block':[2],'padding':0} | /op/block | an array | two integers: height, width",
            })
    void mistakesAreNamed(String text, String pointer, String found, String expected) {
        assertThatThrownBy(() -> read(text.replace('\'', '"')))
                .isInstanceOfSatisfying(NetworkFormatException.class, e -> {
                    assertThat(e.source()).isEqualTo("file");
                    assertThat(e.position()).isEqualTo(pointer);
                    assertThat(e.found()).contains(found == null ? "" : found);
                    assertThat(e.expected()).startsWith(expected);
                });
    }

    @Test
    void kernelTimesDilationFitsAnInt() throws JsonProcessingException {
        Window largest = new Window(1 << 15, 1, 1, 1, 1 << 15, 1, Padding.NONE);
        Operator operator = new Operator.Convolution(largest, 1, Activation.NONE);
        JsonNode node = OperatorJson.toJson(operator);
        assertThat(OperatorJson.fromJson(node, "file", "")).isEqualTo(operator);
        assertThat(largest.extentHeight()).isPositive();
        assertThatThrownBy(() -> read(node.toString().replace("32768", "32769")))
                .isInstanceOf(NetworkFormatException.class);
    }

    private static Operator read(String text) {
        try {
            return OperatorJson.fromJson(MAPPER.readTree(text), "file", "/op");
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
