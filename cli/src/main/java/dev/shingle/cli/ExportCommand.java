package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.ExportOptions;
import dev.shingle.api.ExportResult;
import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.bundle.BundleResult;
import dev.shingle.fpga.bundle.MemoryCut;
import dev.shingle.fpga.camera.CameraBuild;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.fpga.memory.format.MemoryFormat;
import dev.shingle.fpga.memory.format.MemoryFormats;
import dev.shingle.mapper.machine.Machine;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What does hardware need? */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write plan, address maps and memory files for hardware into a folder, all or nothing.",
            "Memory files are written if the reference accelerator can run the network; otherwise the reason is.",
            "With --build camera the folder is a whole design, from the camera's pins to the results, that can be simulated"
                    + " and synthesised."
        },
        footer = {
            "",
            "Examples:",
            "  shingle export camera-face -o build",
            "  shingle export net.tflite --machine reference-p4 --part up5k --format coe -o build",
            "  shingle export net.tflite --machine tflm-element --raw --tflm -o build",
            "  shingle export camera-face --build camera --part ecp5-45f -o build && make -C build sim",
            "",
            "Exit code: 0 written; 1 nothing fits, or the build is refused; 2 bad arguments, unusable file."
        })
final class ExportCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArguments model = new ModelArguments();

    @Mixin
    private HardwareArguments machine = new HardwareArguments();

    @Mixin
    private ScheduleArguments schedule = new ScheduleArguments();

    @Mixin
    private CapacityArgument capacity = new CapacityArgument();

    @Mixin
    private PartArgument part = new PartArgument();

    @Mixin
    private CameraArguments camera = new CameraArguments();

    @Mixin
    private InputArguments inputs = new InputArguments();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            required = true,
            description = "The folder to write; it must not exist, or be empty.")
    private Path output = Path.of("");

    @Option(
            names = "--force",
            description =
                    "Replace the files of an earlier export, which its manifest.json lists; others in the folder stay.")
    private boolean force;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "mem",
            description =
                    "Of memory files: mem, coe, mif, ihex, lattice, gowin, textio, icebram, bin or c. Default: mem.")
    private String format = "mem";

    @Option(
            names = "--slice",
            paramLabel = "BITS",
            description = "Cut wider memories into such memories side by side, the lowest bits first.")
    private int sliceBits = Integer.MAX_VALUE;

    @Option(
            names = "--depth-multiple",
            paramLabel = "WORDS",
            description = "Fill memories up with zeros to a multiple of so many words.")
    private int depthMultiple = 1;

    @Option(
            names = "--tflm",
            description = {
                "Also write offline.tflite: the model's file with the plan for TensorFlow Lite Micro's reference kernels.",
                "Needs a .tflite file, --machine tflm-element and --raw."
            })
    private boolean tflm;

    @Option(
            names = "--rounding",
            paramLabel = "NAME",
            defaultValue = "tflite",
            converter = RoundingConverter.class,
            description = "Of the reference accelerator: tflite, tflm-reference or single. Default: ${DEFAULT-VALUE}.")
    private Rounding rounding = Rounding.TFLITE;

    @Option(
            names = "--planner",
            paramLabel = "NAME",
            defaultValue = "overlap",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private MapCommand.PlannerChoice planner = MapCommand.PlannerChoice.OVERLAP;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFolder folder = OutputFolder.claim(output, force, OutputFiles.of(spec, "--output"));
        ExportOptions options = options();
        Machine target = capacity.limit(machine.load(standardMachine(options.part())));
        Model loaded = model.load();
        if (camera.isWanted()) {
            options = options.withCamera(camera.options(inputs.conversion()));
        } else {
            options = options.withInputs(inputs.load(loaded.network()));
        }
        ExportResult result;
        try (ReplayWatch watch = new ReplayWatch(console)) {
            result = Shingle.export(loaded, target, schedule.choices(), options, watch);
        }
        if (!(result instanceof ExportResult.Exported exported)) {
            return refuse(result, target, console);
        }
        folder.write(exported.bundle().files());
        new ExportText(exported, console.out()).print(output);
        boolean fits = exported.bundle()
                .blocks()
                .part()
                .map(both -> both.plan().fits())
                .orElse(true);
        return fits ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    /** A camera build for a small part takes a small accelerator. */
    private String standardMachine(Optional<Part> wanted) {
        return camera.isWanted() ? "reference-p" + CameraBuild.lanesFor(wanted) : "reference-p8";
    }

    private ExportOptions options() {
        requireSense();
        MemoryFormat kind = MemoryFormats.byName(format.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new UsageException("--format " + format + ": not known; the formats are "
                        + MemoryFormats.all().stream().map(MemoryFormat::name).collect(Collectors.joining(", "))));
        ExportOptions options = ExportOptions.defaults()
                .withFormat(kind)
                .withRounding(rounding)
                .withTflm(tflm)
                .withPlanner(planner.planner());
        try {
            options = options.withCut(new MemoryCut(sliceBits, depthMultiple));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        Optional<Part> wanted = camera.isWanted() && part.isGeneric() ? Optional.empty() : part.find();
        return wanted.map(options::withPart).orElse(options);
    }

    /** Options of a camera build without it, and the other way round. */
    private void requireSense() {
        if (!camera.isWanted()) {
            camera.requireUnused();
            return;
        }
        if (!part.isGiven()) {
            throw new UsageException("--build camera: for which FPGA? --part NAME, or --part generic");
        }
        boolean isStandard = format.equalsIgnoreCase("mem") && sliceBits == Integer.MAX_VALUE && depthMultiple == 1;
        if (!isStandard || tflm) {
            throw new UsageException("--build camera: its design reads whole .mem files;"
                    + " --format, --slice, --depth-multiple and --tflm are for exports without a design");
        }
        if (inputs.isGiven()) {
            throw new UsageException("--build camera: what the camera sees is given by --picture, not by --input");
        }
    }

    /** Says why there is nothing, and gives the exit code for it. */
    static int refuse(ExportResult result, Machine machine, Console console) {
        if (result instanceof ExportResult.Refused refused) {
            console.complain(refusal(refused.reason().memories()));
            return ExitCode.NEGATIVE;
        }
        if (result instanceof ExportResult.NotBuilt notBuilt) {
            console.complain(notBuilt + "; nothing was written");
            return ExitCode.NEGATIVE;
        }
        MappingResult why = ((ExportResult.Unmapped) result).result();
        if (why instanceof MappingResult.Infeasible infeasible) {
            InfeasibleText.print(infeasible.reason(), machine, console);
            return ExitCode.NEGATIVE;
        }
        String reason = why instanceof MappingResult.Unverifiable unverifiable
                ? "a plan exists but cannot be verified, so nothing is given: " + unverifiable.reason()
                : "stopped before the plan was verified; nothing was written";
        throw new UsageException(reason);
    }

    /** One line: why the first is refused, the names of the others, and what helps. */
    private static String refusal(ImmutableList<BundleResult.RefusedMemory> memories) {
        BundleResult.RefusedMemory first = memories.get(0);
        String others = memories.stream()
                .skip(1)
                .map(BundleResult.RefusedMemory::memory)
                .collect(Collectors.joining(", "));
        return first.memory() + ": " + first.refusal()
                + (others.isEmpty() ? "" : "; refused as well: " + others)
                + "; --slice BITS cuts all memories, --depth-multiple WORDS pads them; nothing was written";
    }

    /** {@code tflm-reference} for the constant of that name. */
    static final class RoundingConverter implements ITypeConverter<Rounding> {
        @Override
        public Rounding convert(String value) {
            try {
                return Rounding.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + value + "' is not one of tflite, tflm-reference, single");
            }
        }
    }
}
