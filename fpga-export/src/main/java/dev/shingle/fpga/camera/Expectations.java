package dev.shingle.fpga.camera;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.descriptor.Descriptor;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.TensorPlace;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.StrictMem;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import java.util.Optional;

/** What the test bench compares with: for each layer where its elements go, how many, their hash, its cycles; the outputs. */
final class Expectations {

    static final String LAYERS = "expected-layers.txt";
    static final String OUTPUTS = "expected-outputs.txt";
    static final String OUTPUT_WORDS = "expected-outputs.mem";

    /** Names that the test bench can hold. */
    private static final int LONGEST_NAME = 40;

    private final Network network;
    private final Program program;
    private final ImmutableMap<String, TensorData> featureMaps;

    Expectations(Network network, Program program, ImmutableMap<String, TensorData> featureMaps) {
        this.network = network;
        this.program = program;
        this.featureMaps = featureMaps;
    }

    ImmutableMap<String, ByteSource> files() {
        return ImmutableMap.of(
                LAYERS, ascii(layers()),
                OUTPUTS, ascii(outputs()),
                OUTPUT_WORDS, ascii(outputWords()));
    }

    private String layers() {
        StringBuilder text = new StringBuilder();
        for (Descriptor descriptor : program.descriptors()) {
            TensorPlace place = descriptor.result();
            TensorData data = contents(layer(descriptor.layer()).ofm().name());
            text.append("%s %d %d %d %d %08x %d\n"
                    .formatted(
                            word(descriptor.layer()),
                            place.baseWord(),
                            place.pixelBytes(),
                            place.channels(),
                            data.shape().elements(),
                            LayerHash.of(data),
                            descriptor.cycles(program.accelerator())));
        }
        return text.toString();
    }

    private String outputs() {
        StringBuilder text = new StringBuilder();
        for (HostTransfer output : program.outputs()) {
            TensorPlace place = output.place();
            text.append("%s %d %d %d %d %d\n"
                    .formatted(
                            word(output.map().name()),
                            place.baseWord(),
                            output.words(),
                            place.pixelBytes(),
                            place.channels(),
                            place.tag()));
        }
        return text.toString();
    }

    private String outputWords() {
        int wordBits = Byte.SIZE * program.accelerator().lanes();
        StringBuilder text = new StringBuilder();
        for (HostTransfer output : program.outputs()) {
            byte[] words = output.pack(contents(output.map().name()));
            text.append(StrictMem.text(MemoryImage.of(wordBits, words)));
        }
        return text.toString();
    }

    private TensorData contents(String name) {
        return Optional.ofNullable(featureMaps.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no feature map " + name));
    }

    private Layer layer(String name) {
        return network.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no layer " + name));
    }

    /** A name as the test bench reads it: without blanks, not too long. */
    static String word(String name) {
        String word = Template.comment(name).replaceAll("[ %\"\\\\]", "_");
        return word.isEmpty() ? "_" : word.substring(Math.max(0, word.length() - LONGEST_NAME));
    }

    private static ByteSource ascii(String text) {
        return ByteSource.wrap(text.getBytes(US_ASCII));
    }
}
