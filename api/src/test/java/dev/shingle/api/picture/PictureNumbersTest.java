package dev.shingle.api.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.api.MappingResult;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.schedule.PlanningOptions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PictureNumbersTest {

    private static MemoryPicture picture(String model, String machine) {
        Machine target = Machines.preset(machine).orElseThrow();
        MappingResult result = Shingle.map(Shingle.load(model), target, PlanningOptions.defaults());
        return MemoryPicture.of(((MappingResult.Mapped) result).plan().plan());
    }

    private static BufferShape named(MemoryPicture picture, String name) {
        return picture.buffers().stream()
                .filter(shape -> shape.buffer().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void numbersAreThoseOfThePlan() {
        MemoryPicture picture = picture("camera-face", "byte-pixel");
        assertThat(picture.steps()).isEqualTo(18);
        assertThat(picture.peakBytes()).isEqualTo(76_800);
        assertThat(picture.boundBytes()).isEqualTo(76_800);
        assertThat(picture.capacityBytes()).isEmpty();
        assertThat(picture.peakStep()).isEqualTo(1);
        assertThat(picture.buffers()).hasSize(19);
        Approach first = named(picture, "stem").approaches().get(0);
        assertThat(first)
                .isEqualTo(new Approach(
                        "image", "stem", Traversal.FORWARD, OptionalLong.of(19_354), 19_354, OptionalLong.of(0)));
        assertThat(first.isTouching()).isTrue();
    }

    @Test
    void wordsOfSeveralBytesAreCountedInBytes() {
        BufferShape stem = named(picture("camera-face", "reference-p8"), "stem");
        assertThat(stem.approaches().get(0).distanceBytes()).hasValue(2_420 * 8);
        double top = stem.outlines().get(0).points().stream()
                .mapToDouble(Point::bytes)
                .max()
                .orElse(0);
        assertThat(top).isEqualTo(stem.addresses().endBytes());
    }

    /** A buffer beyond the end of a circular scratchpad goes on at address 0. */
    @Test
    void whatWrapsAroundHasTwoOutlines() {
        MemoryPicture picture = picture("dncnn:24x20", "circular");
        List<BufferShape> wrapped = picture.buffers().stream()
                .filter(shape -> shape.addresses().endBytes() > picture.peakBytes())
                .toList();
        assertThat(wrapped).isNotEmpty();
        for (BufferShape shape : picture.buffers()) {
            assertThat(shape.outlines()).hasSize(wrapped.contains(shape) ? 2 : 1);
            assertThat(shape.outlines().stream().flatMap(outline -> outline.points().stream()))
                    .allSatisfy(point -> assertThat(point.bytes()).isBetween(0.0, (double) picture.peakBytes()));
        }
        for (int i = 2; i <= 16; i++) {
            Approach latest = named(picture, "conv" + i).approaches().get(0);
            assertThat(latest.result()).isEqualTo("conv" + i);
            assertThat(latest.isTouching()).as("%s", latest).isTrue();
        }
    }

    @Test
    void buffersThatMeetHaveOtherColours() {
        for (String model : List.of("camera-face", "dncnn:24x20", "resnet8")) {
            List<BufferShape> shapes = picture(model, "byte-pixel").buffers();
            for (BufferShape one : shapes) {
                assertThat(one.colour()).isBetween(0, Colouring.COLOURS - 1);
                for (BufferShape other : shapes) {
                    assertThat(one != other && one.colour() == other.colour() && meet(one.buffer(), other.buffer()))
                            .as(
                                    "%s: %s and %s",
                                    model, one.buffer().name(), other.buffer().name())
                            .isFalse();
                }
            }
        }
    }

    private static boolean meet(Buffer one, Buffer other) {
        return one.live().start() <= other.live().end()
                && other.live().start() <= one.live().end();
    }

    @Test
    void largeGraphsAreDrawnMoreCoarsely() {
        MemoryPicture picture = picture("densenet121:64x64", "byte-pixel");
        long points = picture.buffers().stream()
                .flatMap(shape -> shape.outlines().stream())
                .mapToLong(outline -> outline.points().size())
                .sum();
        assertThat(picture.buffers()).hasSizeGreaterThan(200);
        assertThat(points).isLessThan(50_000);
    }
}
