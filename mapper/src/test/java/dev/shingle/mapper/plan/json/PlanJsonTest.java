package dev.shingle.mapper.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.yaml.MachineTree;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.Contradiction;
import dev.shingle.mapper.plan.Certificate.Exhausted;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.verify.CertificateChecker;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.mapper.verify.RandomMachines;
import dev.shingle.mapper.verify.RandomOperations;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanJsonTest {

    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream text = Objects.requireNonNull(PlanJson.class.getResourceAsStream("plan.schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void everyPlanSurvivesTheRoundTripAndFitsTheSchema(@ForAll long seed) throws IOException {
        MemoryPlan plan = randomPlan(new Random(seed));
        String text = PlanJson.write(plan);
        MemoryPlan again = PlanJson.read("plan.json", text);
        assertThat(again).isEqualTo(plan);
        assertThat(SCHEMA.validate(new ObjectMapper().readTree(text))).isEmpty();
        assertThat(PlanChecker.check(again)).isEqualTo(PlanChecker.check(plan));
        assertThat(CertificateChecker.check(again)).isEqualTo(CertificateChecker.check(plan));
    }

    @Test
    void aPlanCarriesTheEngineOfItsMachineAndNoneIfThereIsNone() throws IOException {
        MemoryPlan plan = randomPlan(new Random(7));
        String text = PlanJson.write(plan);
        assertThat(text).doesNotContain("\"engine\"");
        ObjectNode root = (ObjectNode) new ObjectMapper().readTree(text);
        Machine reference = Machines.preset("reference-p8").orElseThrow();
        ObjectNode engine = (ObjectNode) MachineTree.write(reference).get("engine");
        engine.putObject("weightMemory").put("sizeBytes", 4096).put("bytesPerCycle", 64);
        ((ObjectNode) root.get("machine")).set("engine", engine);
        assertThat(SCHEMA.validate(root)).isEmpty();
        MemoryPlan read = PlanJson.read("plan.json", root.toString());
        assertThat(read.machine().engine()).isPresent();
        assertThat(PlanJson.read("again", PlanJson.write(read))).isEqualTo(read);
        engine.put("lanes", 8);
        assertThat(SCHEMA.validate(root)).isNotEmpty();
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void mutatedTextIsReadOrRefusedInOneLine(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(PlanJson.write(randomPlan(random)));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.setLength(at + 1);
                case 1 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
                case 2 -> text.insert(at, "9{}[]\",:-0".charAt(random.nextInt(10)));
                default -> text.deleteCharAt(at);
            }
            if (text.length() == 0) {
                break;
            }
        }
        try {
            MemoryPlan plan = PlanJson.read("mutated", text.toString());
            PlanChecker.check(plan);
            CertificateChecker.check(plan);
        } catch (NetworkFormatException e) {
            assertThat(e.getMessage())
                    .startsWith("mutated: ")
                    .doesNotContain("\n")
                    .hasSizeLessThan(600);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/version                          | 2          | /version: found 2, expected 1",
                "/format                           | '\"x\"'    | /format",
                "/peakBytes                        | 1          | /peakBytes: found 1",
                "/machine/wordBits                 | 0          | /machine/wordBits",
                "/buffers/0/words                  | 0          | /buffers/0/words",
                "/buffers/0/offsetWords            | -1         | /buffers/0/offsetWords",
                "/buffers/0/offsetWords            | 1.5        | /buffers/0/offsetWords",
                "/buffers/0/endStep                | 0          | /buffers/0/endStep",
                "/buffers/0/shape                  | [0]        | /buffers/0/shape/0",
                "/steps/0/traversal                | '\"up\"'   | forward or reverse",
                "/steps/0/outputRows/end           | 0          | /steps/0/outputRows/end",
                "/steps/0/operator/kind            | '\"dream\"'| /steps/0/operator/kind",
                "/steps/0/operands/0/storage       | '\"tape\"' | scratchpad or weights",
                "/steps/0/results                  | []         | at least one result",
                "/steps/0/distances/0/distanceWords| '\"none\"' | an integer or \"free\"",
                "/steps/0/extra                    | 1          | unknown key \"extra\"",
            })
    void refusesWithPointer(String pointer, String value, String message) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode root = mapper.readTree(PlanJson.write(randomPlan(new Random(7))));
        int slash = pointer.trim().lastIndexOf('/');
        ObjectNode parent = (ObjectNode) root.at(pointer.trim().substring(0, slash));
        parent.set(pointer.trim().substring(slash + 1), mapper.readTree(value));
        assertThatThrownBy(() -> PlanJson.read("p.json", root.toString()))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageStartingWith("p.json: /")
                .hasMessageContaining(message);
        assertThat(SCHEMA.validate(root).isEmpty()).isEqualTo(isBeyondSchema(pointer.trim()));
    }

    /** Agreement of words and bytes, and of two ends, is more than a schema can say. */
    private static boolean isBeyondSchema(String pointer) {
        return pointer.equals("/peakBytes");
    }

    @Test
    void refusesRepeatedKeysTrailingTextAndBytesThatAreNoText(@TempDir Path folder) throws IOException {
        String text = PlanJson.write(randomPlan(new Random(7)));
        assertThatThrownBy(() -> PlanJson.read("p", text.replaceFirst("\\{", "{\"format\": 1,")))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("Duplicate")
                .hasMessageContaining("line ");
        assertThatThrownBy(() -> PlanJson.read("p", text + "{}")).isInstanceOf(NetworkFormatException.class);
        assertThatThrownBy(() -> PlanJson.read("p", "[".repeat(100_000))).isInstanceOf(NetworkFormatException.class);
        Path file = folder.resolve("plan.json");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        assertThat(PlanJson.read(file)).isEqualTo(PlanJson.read("p", text));
        Files.write(file, new byte[] {(byte) 0xc3, 0x28});
        assertThatThrownBy(() -> PlanJson.read(file)).isInstanceOf(NetworkFormatException.class);
    }

    private static MemoryPlan randomPlan(Random random) {
        Machine machine = RandomMachines.next(random);
        Operation operation =
                withSlices(new RandomOperations(random).next(random.nextInt(RandomOperations.KINDS)), machine, random);
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        ImmutableList.Builder<String> inputs = ImmutableList.builder();
        ImmutableList.Builder<String> outputs = ImmutableList.builder();
        long peakWords = 0;
        for (TensorUse use : operation.operands()) {
            if (use.isInScratchpad()) {
                Placement placement = new Placement(buffer(machine, use), random.nextInt(100));
                placements.add(placement);
                inputs.add(use.name());
                peakWords = Math.max(peakWords, placement.endWords());
            }
        }
        for (TensorUse use : operation.results()) {
            Placement placement = new Placement(buffer(machine, use), random.nextInt(100));
            placements.add(placement);
            outputs.add(use.name());
            peakWords = Math.max(peakWords, placement.endWords());
        }
        Distance distance = random.nextBoolean() ? Distance.FREE : Distance.ofWords(random.nextInt(50) - 25);
        Shape result = operation.results().get(0).shape();
        Step step = new Step(
                0,
                "layer \u00e9",
                ImmutableList.of("KIND#0"),
                operation,
                new RowRange(0, result.batch() * result.height()),
                Traversal.values()[random.nextInt(2)],
                ImmutableList.of(new Step.DistanceClaim("a", "y0", distance)));
        return new MemoryPlan(
                "random",
                "0123",
                machine,
                "chance",
                placements.build(),
                ImmutableList.of(step),
                inputs.build(),
                outputs.build(),
                peakWords,
                new MemoryPlan.Bound(random.nextInt((int) peakWords), "none"),
                RandomCertificates.next(random));
    }

    private static MemoryPlan with(Certificate certificate) {
        MemoryPlan plan = randomPlan(new Random(7));
        return new MemoryPlan(
                plan.network(),
                plan.networkHash(),
                plan.machine(),
                plan.planner(),
                plan.placements(),
                plan.steps(),
                plan.inputs(),
                plan.outputs(),
                plan.peakWords(),
                plan.bound(),
                Optional.of(certificate));
    }

    private static Exhausted search(ProofTree refutation) {
        Certificate.Lemma lemma = new Certificate.Lemma(
                2,
                ImmutableList.of(new Certificate.StartRange(0, 4)),
                ImmutableList.of(
                        new Contradiction(ImmutableList.of(Certificate.ORIGIN, 2)),
                        new Contradiction(ImmutableList.of(Certificate.ORIGIN, 2))));
        return new Exhausted(15, 14, 3, ImmutableList.of(lemma), refutation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/kind                | \"hearsay\"                  | found \"hearsay\", expected \"step\" or \"search\"",
                "/lowerBoundWords     | -1                         | /certificate/lowerBoundWords",
                "/from                | 1125899906842625           | /certificate/from",
                "/step                | 2147483648                 | /certificate/step",
                "/extra               | 1                          | unknown key \"extra\"",
                "/refutation          | []                         | found 0 proofs, expected one",
                "/refutation          | 5                          | found 5, expected an array of nodes",
                "/refutation          | [[\"cycle\"],[\"cycle\"]]   | found 2 proofs, expected one",
                "/refutation          | [[\"order\",0,1,0]]         | as many cases behind it as it names",
                "/refutation          | [[\"order\",0]]             | /certificate/refutation/0: found [\"order\",0]",
                "/refutation          | [[\"capacity\",4],[\"cycle\"]] | as many cases behind it as it names",
                "/refutation          | [[\"capacity\"]]            | a node of a proof",
                "/refutation          | [[\"lemma\",0,1000000000]]  | as many cases behind it as it names",
                "/refutation          | [[\"direction\",1,\"up\"]]   | \"forward\" or \"reverse\"",
                "/refutation          | [[\"direction\",1.5]]       | found [\"direction\",1.5]",
                "/refutation          | [[\"cycle\",99999999999]]   | numbers of buffers, steps and lemmas",
                "/refutation          | [[\"cycle\",1e400]]         | numbers of at most",
                "/refutation          | [[\"belief\"]]              | a node of a proof",
                "/refutation          | [[]]                       | found [], expected a node of a proof",
                "/lemmas/0/starts     | [[1]]                      | /certificate/lemmas/0/starts: found [1]",
                "/lemmas/0/proofs     | [[[\"order\",0,1,0]]]       | /certificate/lemmas/0/proofs/0/0: found",
                "/lemmas/0/buffer     | -2                         | /certificate/lemmas/0/buffer",
            })
    void refusesCertificatesWithPointer(String pointer, String value, String message) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode root = mapper.readTree(PlanJson.write(with(search(new Contradiction(ImmutableList.of(0, 1))))));
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) root.at("/certificate" + pointer.substring(0, slash));
        parent.set(pointer.substring(slash + 1), mapper.readTree(value));
        assertThatThrownBy(() -> PlanJson.read("p.json", root.toString()))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageStartingWith("p.json: /certificate")
                .hasMessageContaining(message);
    }

    @Test
    void aDeepProofIsWrittenReadAndJudgedWithoutRecursion() {
        ProofTree proof = new Contradiction(ImmutableList.of(0, 1));
        for (int depth = 0; depth < 100_000; depth++) {
            proof = new Certificate.Pinned(0, proof);
        }
        String text = PlanJson.write(with(search(proof)));
        MemoryPlan again = PlanJson.read("deep", text);
        assertThat(PlanJson.write(again)).isEqualTo(text);
        assertThat(CertificateChecker.check(again).orElseThrow().isCertified()).isFalse();
    }

    @Test
    void aProofTooLargeForAFileIsLeftOut() {
        ProofTree proof = new Contradiction(ImmutableList.of(0, 1));
        for (int depth = 0; depth < 60; depth++) {
            proof = new Certificate.Capacity(depth, proof, proof);
        }
        assertThat(PlanJson.read("p", PlanJson.write(with(search(proof)))).certificate())
                .isEmpty();
    }

    /** A third of the operands and results as parts, sound or not: the format does not care. */
    private static Operation withSlices(Operation operation, Machine machine, Random random) {
        return new Operation(
                operation.operator(),
                withSlices(operation.operands(), machine, random),
                withSlices(operation.results(), machine, random));
    }

    private static ImmutableList<TensorUse> withSlices(ImmutableList<TensorUse> uses, Machine machine, Random random) {
        return uses.stream()
                .map(use -> use.isInScratchpad() && random.nextInt(3) == 0 ? use.as(slice(use, machine, random)) : use)
                .collect(ImmutableList.toImmutableList());
    }

    private static Slice slice(TensorUse use, Machine machine, Random random) {
        TensorLayout own = use.layoutOn(machine.layout());
        return new Slice(
                own.sizeWords() + random.nextInt(100),
                random.nextInt(20),
                random.nextInt(20),
                own.storedChannels() + random.nextInt(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/bufferWords   | 0   | /steps/0/results/0/slice/bufferWords",
                "/offsetWords   | -1  | /steps/0/results/0/slice/offsetWords",
                "/channelOffset | -1  | /steps/0/results/0/slice/channelOffset",
                "/pixelStride   | 0   | /steps/0/results/0/slice/pixelStride",
                "/pixelStride   | 1.5 | /steps/0/results/0/slice/pixelStride",
                "/extra         | 1   | unknown key \"extra\"",
            })
    void refusesSlices(String pointer, String value, String message) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode root = mapper.readTree(PlanJson.write(randomPlan(new Random(7))));
        ObjectNode result = (ObjectNode) root.at("/steps/0/results/0");
        ObjectNode slice = result.putObject("slice");
        slice.put("bufferWords", 9)
                .put("offsetWords", 0)
                .put("channelOffset", 0)
                .put("pixelStride", 99);
        assertThat(SCHEMA.validate(root)).isEmpty();
        assertThat(PlanJson.read("p.json", root.toString())
                        .steps()
                        .get(0)
                        .operation()
                        .results()
                        .get(0)
                        .slice())
                .contains(new Slice(9, 0, 0, 99));
        slice.set(pointer.trim().substring(1), mapper.readTree(value));
        assertThatThrownBy(() -> PlanJson.read("p.json", root.toString()))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining(message);
        assertThat(SCHEMA.validate(root)).isNotEmpty();
    }

    @Test
    void refusesASliceOfAConstant() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode root = mapper.readTree(PlanJson.write(randomPlan(new Random(7))));
        ObjectNode result = (ObjectNode) root.at("/steps/0/results/0");
        result.put("storage", "weights").putObject("slice");
        assertThatThrownBy(() -> PlanJson.read("p.json", root.toString()))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("no slice of a constant");
    }

    private static Buffer buffer(Machine machine, TensorUse use) {
        return new Buffer(
                use.name(),
                ImmutableList.of(use.name()),
                use.shape(),
                use.type(),
                use.dense(),
                use.layoutOn(machine.layout()).sizeWords(),
                new LiveRange(0, 1));
    }
}
