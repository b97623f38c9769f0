package dev.shingle.api.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.api.variant.BitWidths;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.blocks.Family;
import dev.shingle.mapper.machine.yaml.StrictYaml;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.StrictObject;
import dev.shingle.networks.json.TextFile;
import dev.shingle.networks.resize.ImageSize;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sweep as people write it, described in docs/sweep.md:
 *
 * <pre>
 *   networks: [camera-face, models/person.tflite]
 *   resolutions: [native, 96x128]
 *   widths: [native, 0.5]
 *   bits: [8, 16x8]
 *   machines: [byte-pixel, mine.yaml]
 *   blocks: [iCE40, DP16KD]
 * </pre>
 *
 * Only networks and machines must be there. Paths start at the file's folder.
 */
public final class SweepYaml {

    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_SIDE = 1 << 16;
    private static final int MAX_LABEL_CHARS = 400;
    private static final long MAX_SEARCH_NODES = 1_000_000_000_000L;
    private static final String WHAT = "a sweep";
    private static final String AS_IT_IS = "native";
    private static final BigDecimal WIDEST = new BigDecimal(1000);
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");
    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,6})?");

    private final StrictObject yaml;
    private final SweepFiles files;

    private SweepYaml(StrictObject yaml, SweepFiles files) {
        this.yaml = yaml;
        this.files = files;
    }

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is no sweep, or names what is not there
     * @throws IOException if it cannot be read at all
     */
    public static SweepSpec read(Path file) throws IOException {
        String text = TextFile.read(file, MAX_FILE_BYTES, "line 1 column 1", WHAT);
        return read(
                file.toString(),
                text,
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @param folder at which paths start
     * @throws NetworkFormatException if it is no sweep, or names what is not there
     */
    public static SweepSpec read(String source, String text, Path folder) {
        return StrictYaml.read(source, text, WHAT, yaml -> new SweepYaml(yaml, new SweepFiles(folder)).spec());
    }

    private SweepSpec spec() {
        var networks = required("networks", files::network, "a network of the zoo, or a .tflite, .onnx or .json file");
        var resolutions = orNative("resolutions", SweepYaml::resolution, "native, or height x width such as 96x128");
        var widths = orNative("widths", SweepYaml::factor, "native, or a factor such as 0.5");
        var bits = orNative("bits", BitWidths::parse, "native, bits such as 8, or 16x8 for activations and weights");
        var machines = required("machines", files::machine, "a preset (see: shingle machines) or a YAML file");
        ImmutableList<BlockKind> blocks = blocks();
        long nodes = yaml.has("searchNodes")
                ? yaml.longInteger("searchNodes", 0, MAX_SEARCH_NODES)
                : PlacementOptions.DEFAULT_NODES;
        yaml.end();
        return yaml.build(
                "at most " + SweepSpec.MOST_POINTS + " points",
                any -> new SweepSpec(networks, resolutions, widths, bits, machines, blocks, nodes));
    }

    private <T> ImmutableList<T> required(String key, Function<String, Optional<T>> reader, String expected) {
        return entries(key, reader, expected);
    }

    private <T> ImmutableList<Optional<T>> orNative(String key, Function<String, Optional<T>> reader, String expected) {
        return yaml.has(key)
                ? entries(
                        key,
                        text -> text.equals(AS_IT_IS) ? Optional.of(Optional.empty()) : given(reader.apply(text)),
                        expected)
                : ImmutableList.of(Optional.empty());
    }

    private static <T> Optional<Optional<T>> given(Optional<T> entry) {
        return entry.isPresent() ? Optional.of(entry) : Optional.empty();
    }

    /** Numbers count as the text that stands for them; 0.5 and 0.50 are the same entry. */
    private <T> ImmutableList<T> entries(String key, Function<String, Optional<T>> reader, String expected) {
        JsonNode list = yaml.node(key);
        if (!list.isArray() || list.isEmpty() || list.size() > MAX_ENTRIES) {
            throw yaml.wrong(key, "a list of 1 to " + MAX_ENTRIES + " entries");
        }
        Set<T> seen = new HashSet<>();
        ImmutableList.Builder<T> entries = ImmutableList.builder();
        for (int i = 0; i < list.size(); i++) {
            String below = "/" + key + "/" + i;
            String text = list.get(i).isValueNode() ? list.get(i).asText() : "";
            Optional<T> entry = isLabel(text) ? reader.apply(text) : Optional.empty();
            if (entry.isEmpty()) {
                throw yaml.refusal(below, list.get(i).isValueNode() ? shown(text) : "no text", expected);
            }
            if (!seen.add(entry.get())) {
                throw yaml.refusal(below, shown(text) + " again", "each entry once");
            }
            entries.add(entry.get());
        }
        return entries.build();
    }

    private static boolean isLabel(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LABEL_CHARS
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return '"' + (line.length() > 60 ? line.substring(0, 60) + "..." : line) + '"';
    }

    private ImmutableList<BlockKind> blocks() {
        if (!yaml.has("blocks")) {
            return ImmutableList.of();
        }
        ImmutableSet.Builder<BlockKind> kinds = ImmutableSet.builder();
        entries("blocks", SweepYaml::blockKinds, "one of " + blockNames()).forEach(kinds::addAll);
        return kinds.build().asList();
    }

    private static Optional<ImmutableList<BlockKind>> blockKinds(String name) {
        for (Family family : Family.values()) {
            if (isNamed(name, family.displayName(), family.name())) {
                return Optional.of(family.kinds());
            }
        }
        return Arrays.stream(BlockKind.values())
                .filter(kind -> isNamed(name, kind.displayName(), kind.name()))
                .findFirst()
                .map(ImmutableList::of);
    }

    private static boolean isNamed(String name, String displayName, String constant) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return wanted.equals(displayName.toLowerCase(Locale.ROOT)) || wanted.equals(constant.toLowerCase(Locale.ROOT));
    }

    private static String blockNames() {
        ImmutableList<String> families =
                Arrays.stream(Family.values()).map(Family::name).collect(toImmutableList());
        ImmutableList<String> kinds =
                Arrays.stream(BlockKind.values()).map(BlockKind::displayName).collect(toImmutableList());
        return String.join(", ", families) + ", " + String.join(", ", kinds);
    }

    private static Optional<ImageSize> resolution(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        int height = Integer.parseInt(size.group(1));
        int width = Integer.parseInt(size.group(2));
        return height >= 1 && width >= 1 && height <= MAX_SIDE && width <= MAX_SIDE
                ? Optional.of(new ImageSize(height, width))
                : Optional.empty();
    }

    private static Optional<BigDecimal> factor(String text) {
        return Optional.of(text)
                .filter(number -> FACTOR.matcher(number).matches())
                .map(BigDecimal::new)
                .filter(number -> number.signum() > 0 && number.compareTo(WIDEST) <= 0)
                .map(BigDecimal::stripTrailingZeros);
    }
}
