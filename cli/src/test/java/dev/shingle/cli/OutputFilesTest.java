package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** No command writes over what it reads, under whatever name. */
class OutputFilesTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=4";

    /** Every option that names a file or folder to write, by command. */
    private static final Map<String, Set<String>> WRITTEN = Map.of(
            "map", Set.of("--output"),
            "pack", Set.of("--output"),
            "run", Set.of("--output", "--dump-layers"),
            "export", Set.of("--output"),
            "report", Set.of("--output", "--svg"),
            "quantize", Set.of("--output"),
            "sweep", Set.of("--output", "--plot"),
            "merge", Set.of("--output", "--plot"),
            "networks", Set.of("--output"),
            "manual", Set.of("--output"));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeInputs() throws IOException {
        write("networks", SMALL, "-o", in("net.json"));
        write("networks", SMALL, "-o", in("net.onnx"));
        Files.writeString(
                folder.resolve("machine.yaml"),
                CliSession.run("machines", "circular").out());
        Files.writeString(folder.resolve("trace.csv"), "id,lower,upper,size\na,0,3,8\nb,2,5,8\n");
        Files.writeString(folder.resolve("spec.yaml"), "networks: [net.json]\nmachines: [machine.yaml]\n");
        for (String name : new String[] {"net.json", "machine.yaml", "trace.csv"}) {
            Files.createSymbolicLink(folder.resolve("link-" + name), folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("sub"));
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private static void write(String... command) {
        assertThat(CliSession.run(command).exitCode()).isZero();
    }

    /** Words with an at sign are files of the folder. */
    private CliSession run(String command) {
        String[] words = command.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("@", folder + "/").replace("SMALL", SMALL);
        }
        return CliSession.run(words);
    }

    @ParameterizedTest
    @CsvSource({
        "map @net.json -o @net.json, MODEL",
        "map @net.json -o @link-net.json, MODEL",
        "map @link-net.json -o @net.json, MODEL",
        "map @net.json -o @sub/../net.json, MODEL",
        "map SMALL -m @machine.yaml -o @machine.yaml, -m",
        "map SMALL --machine=@machine.yaml --output=@link-machine.yaml, -m",
        "pack @trace.csv --minimize -o @trace.csv, FILE",
        "pack --input @trace.csv --minimize -o @link-trace.csv, --input",
        "networks @net.json -o @net.json, MODEL",
        "networks @net.json --raw -o @link-net.json, MODEL",
        "networks @net.onnx -o @net.onnx, MODEL",
        "quantize @net.json --calibration generated -o @net.json, MODEL",
        "report @net.json -o @page.html --svg @net.json, MODEL",
        "report SMALL -m @machine.yaml -o @machine.yaml, -m",
        "sweep @spec.yaml -o @net.json, a network of SPEC",
        "sweep @spec.yaml -o @link-machine.yaml, a machine of SPEC"
    })
    void whatIsReadIsNotWritten(String command, String reader) throws IOException {
        Map<Path, String> before = contents();
        CliSession session = run(command);
        assertThat(session.exitCode()).as(session.err()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("found the same file as " + reader + ", expected another");
        assertThat(session.out()).isEmpty();
        assertThat(contents()).isEqualTo(before);
    }

    /** Their contents lie in a file that the command line does not name. */
    @Test
    void weightsBesideAnOnnxFileAreRead() throws IOException {
        Path weights = Files.write(folder.resolve("w.json"), new byte[8]);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("c")
                .setDataType(1)
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("w.json"));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .addInput(value("x"))
                        .addInitializer(tensor)
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Add")
                                .addInput("x")
                                .addInput("c")
                                .addOutput("y"))
                        .addOutput(value("y")));
        Files.write(folder.resolve("add.onnx"), model.build().toByteArray());
        assertRefused("same file as the weights of MODEL", "networks", in("add.onnx"), "-o", in("w.json"));
        assertThat(weights).hasBinaryContent(new byte[8]);
        write("networks", in("add.onnx"), "-o", in("add.json"));
    }

    private static ValueInfoProto value(String name) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(2))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
                .build();
    }

    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    /** What is built in is not read from the file of that name that happens to lie there. */
    @ParameterizedTest
    @ValueSource(strings = {"map SMALL -m circular -o circular", "map camera-face-tiny -o camera-face-tiny"})
    void aBuiltInNameIsNoFile(String command) throws IOException {
        Path file = Path.of(command.substring(command.lastIndexOf(' ') + 1));
        assertThat(file).doesNotExist();
        try {
            Files.writeString(file, "old");
            assertThat(run(command).exitCode()).isZero();
            assertThat(file).content().contains("shingle-plan");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void anArrayThatIsReadIsNotWrittenByARun() throws IOException {
        write("run", in("net.json"), "-o", in("out"), "--dump-layers", in("layers"));
        Path output = onlyFile(folder.resolve("out"));
        Path first = folder.resolve("in.npy");
        write("run", in("net.json"), "-o", in("out"));
        Files.copy(output, first);
        byte[] array = Files.readAllBytes(output);
        assertRefused("same file as -i", "run", in("net.json"), "--input", output.toString(), "-o", in("out"));
        Path layer = folder.resolve("layers").resolve("000-x.npy");
        Files.copy(output, layer);
        assertRefused("same file as -i", "run", in("net.json"), "-i", layer.toString(), "--dump-layers", in("layers"));
        assertThat(output).hasBinaryContent(array);
        write("run", in("net.json"), "-i", first.toString(), "-o", folder.toString());
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static void assertRefused(String part, String... command) {
        CliSession session = CliSession.run(command);
        assertThat(session.exitCode()).as(session.err()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains(part);
    }

    @Test
    void anExportDoesNotReplaceItsOwnPicture() throws IOException {
        String[] build = {
            "export", "camera-face-tiny", "--build", "camera", "--part", "generic", "-o", in("build"), "--force"
        };
        write(build);
        Path picture = folder.resolve("build").resolve("picture.pgm");
        byte[] old = Files.readAllBytes(picture);
        List<String> again = new ArrayList<>(List.of(build));
        again.addAll(List.of("--picture", picture.toString()));
        assertRefused("picture.pgm: found the same file as --picture", again.toArray(String[]::new));
        assertThat(picture).hasBinaryContent(old);
    }

    /** A new command that writes has to come into the table above, and so be thought about. */
    @Test
    void allOutputsAreKnown() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (CommandLine command : commands(program())) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                boolean writes =
                        String.join(" ", option.description()).matches("(?s).*\\b(([Ww]rite|plot)\\b|The table).*")
                                || option.longestName().equals("--output");
                if (writes
                        && OutputFiles.FILE_LABEL.matcher(option.paramLabel()).find()) {
                    found.computeIfAbsent(command.getCommandName(), name -> new TreeSet<>())
                            .add(option.longestName());
                }
            }
        }
        assertThat(found).isEqualTo(WRITTEN);
    }

    @Test
    void argumentsThatAreFilesSaySo() {
        for (CommandLine command : commands(program())) {
            for (ArgSpec argument : command.getCommandSpec().args()) {
                boolean isFile = argument.type() == Path.class || argument.auxiliaryTypes()[0] == Path.class;
                if (isFile) {
                    assertThat(argument.paramLabel())
                            .as(command.getCommandName())
                            .containsPattern(OutputFiles.FILE_LABEL);
                }
            }
        }
    }

    private static CommandLine program() {
        return Main.commandLine(
                new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), true, false));
    }

    private static List<CommandLine> commands(CommandLine parent) {
        List<CommandLine> all = new ArrayList<>();
        parent.getSubcommands().values().forEach(child -> {
            all.add(child);
            all.addAll(commands(child));
        });
        return all;
    }
}
