package dev.shingle.testkit.engine;

import static dev.shingle.testkit.engine.EngineAssertions.assertThatEngine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The kit's oracles for engines: three ways to say which offsets are safe, and the mapper's formula as a fourth. */
class EngineAssertTest {

    private static final Machine PIXEL = new Machine(
            "pixel",
            "a word for an element",
            new Layout(8, 1, false),
            new WriteGranularity.Pixel(),
            0,
            GroupOrder.DESCENDING,
            ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE),
            Addressing.LINEAR,
            1,
            OptionalLong.empty());

    @Property
    void threeWaysAgreeOnAnyAccesses(
            @ForAll @Size(max = 12) List<@IntRange(max = 15) Integer> codes,
            @ForAll @IntRange(min = -16, max = 16) int offset) {
        AccessLog log = AccessLog.of((layer, accesses) -> doAll(layer, accesses), ImmutableList.copyOf(codes));
        boolean lost = !TaggedMemory.lostWords(log, offset).isEmpty();
        assertThat(lost).isEqualTo(log.isForbidden(offset));
        log.leastOffset().ifPresent(least -> {
            assertThat(log.isForbidden(least - 1)).isTrue();
            assertThat(log.isForbidden(Math.max(least, offset))).isFalse();
        });
        log.greatestNegativeOffset().ifPresent(greatest -> {
            assertThat(log.isForbidden(greatest + 1)).isTrue();
            assertThat(log.isForbidden(Math.min(greatest, offset))).isFalse();
        });
        if (log.leastOffset().isEmpty()) {
            assertThat(lost).isFalse();
        }
    }

    /** Codes below 8 are reads of that word, the others writes. */
    private static void doAll(ImmutableList<Integer> codes, Accesses accesses) {
        codes.forEach(code -> {
            if (code < 8) {
                accesses.read(code);
            } else {
                accesses.write(code - 8);
            }
        });
    }

    @Property
    void theModelsDistanceIsThatOfAnEngineWhichWritesPixels(@ForAll WindowLayer layer) {
        Distance distance = SafeDistances.of(operation(layer), 0, 0, Traversal.FORWARD, PIXEL);
        if (distance.isFree()) {
            assertThat(AccessLog.of(PixelEngine::run, layer).leastOffset()).isEmpty();
        } else {
            assertThatEngine(PixelEngine::run)
                    .on(layer)
                    .isTightAt(distance.words())
                    .losesAWordAt(distance.words() - 1);
        }
    }

    @Property
    void andBackwards(@ForAll WindowLayer layer) {
        Distance distance = SafeDistances.of(operation(layer), 0, 0, Traversal.REVERSE, PIXEL);
        if (!distance.isFree()) {
            // end(output) - end(input) >= E, as a distance of the starts
            long above = distance.words() + layer.inputWords() - layer.outputWords();
            assertThatEngine(PixelEngine::runBackwards)
                    .on(layer)
                    .isSafeWithOutputAboveBy(above)
                    .losesAWordAt(1 - above);
        }
    }

    private static Operation operation(WindowLayer layer) {
        return new Operation(
                new Operator.Convolution(layer.window(), 1, Activation.NONE),
                ImmutableList.of(tensor("x", layer.inputRows(), layer.inputColumns(), layer.inputChannels())),
                ImmutableList.of(tensor("y", layer.outputRows(), layer.outputColumns(), layer.outputChannels())));
    }

    private static TensorUse tensor(String name, int rows, int columns, int channels) {
        return new TensorUse(
                name, Shape.hwc(rows, columns, channels), ElementType.INT8, false, TensorUse.Storage.SCRATCHPAD);
    }

    private static final Engine<String> THREE_READS_TWO_WRITES = (layer, accesses) -> {
        accesses.read(0);
        accesses.write(0);
        accesses.read(1);
        accesses.write(1);
        accesses.read(2);
    };

    @Test
    void everyAssertionHasTwoSides() {
        EngineAssert copy = assertThatEngine(THREE_READS_TWO_WRITES).on("copy");
        copy.isSafeAt(0).isSafeFrom(0).isTightAt(0).losesAWordAt(-1).losesAWordAt(-2);
        copy.isSafeWithOutputAboveBy(3).isSafeAt(-3);
        assertFails(() -> copy.isSafeAt(-1), "access 2 reads input word 1 at address 0, where output word 0");
        assertFails(() -> copy.isSafeFrom(-3), "safe at -3 words, but not at every greater offset: at -1 words");
        assertFails(() -> copy.isTightAt(1), "1 words are more than needed: safe from 0 words on");
        assertFails(() -> copy.losesAWordAt(0), "no word is lost at 0 words");
        assertFails(() -> copy.isSafeWithOutputAboveBy(2), "loses 1 of the words");
        assertFails(() -> copy.isSafeWithOutputAboveBy(0), "at 2 words a word is lost");
    }

    @Test
    void anEngineThatTouchesWhatIsNotThereIsTold() {
        Engine<String> engine = (layer, accesses) -> accesses.read(-1);
        assertFails(() -> assertThatEngine(engine).on("any"), "touches word -1");
    }

    private static void assertFails(Runnable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .withMessageContaining(message);
    }
}
