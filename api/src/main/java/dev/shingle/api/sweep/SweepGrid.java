package dev.shingle.api.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import dev.shingle.api.variant.Variant;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.mapper.machine.yaml.MachineYaml;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The points of a sweep in their one order: machines change fastest, then bits, widths, resolutions, networks.
 *
 * <pre>
 *   point = (((network * resolutions + resolution) * widths + width) * bits + bits') * machines + machine
 * </pre>
 *
 * <p>What a point gives is a function of its configuration and of the program alone. So it has a key: the SHA-256 of both.
 */
public final class SweepGrid {

    private static final String AS_IT_IS = "native";

    private final SweepSpec spec;
    private final String version;
    private final ImmutableList<String> machineHashes;

    private SweepGrid(SweepSpec spec, String version) {
        this.spec = spec;
        this.version = version;
        this.machineHashes = spec.machines().stream()
                .map(entry -> sha256(MachineYaml.write(entry.machine())))
                .collect(toImmutableList());
    }

    /**
     * The points of a specification.
     *
     * @param version of the program; other versions may give other results
     */
    public static SweepGrid of(SweepSpec spec, String version) {
        return new SweepGrid(spec, version);
    }

    SweepSpec spec() {
        return spec;
    }

    /** How many points there are. */
    public int size() {
        return spec.networks().size() * variants() * spec.machines().size();
    }

    private int variants() {
        return spec.resolutions().size() * spec.widths().size() * spec.bits().size();
    }

    /** The points of a part, rising. */
    public ImmutableList<Integer> pointsOf(Shard shard) {
        return IntStream.range(0, size())
                .filter(index -> shard.contains(key(index)))
                .boxed()
                .collect(toImmutableList());
    }

    /** One point. */
    SweepPoint point(int index) {
        int rest = index;
        int machine = rest % spec.machines().size();
        rest /= spec.machines().size();
        int bits = rest % spec.bits().size();
        rest /= spec.bits().size();
        int width = rest % spec.widths().size();
        rest /= spec.widths().size();
        int resolution = rest % spec.resolutions().size();
        Variant variant = new Variant(
                spec.resolutions().get(resolution),
                spec.widths().get(width),
                spec.bits().get(bits));
        return new SweepPoint(index, rest / spec.resolutions().size(), variant, machine);
    }

    /** The key of a point: 64 hexadecimal digits. */
    public String key(int index) {
        SweepPoint point = point(index);
        SweepSpec.NetworkEntry network = spec.networks().get(point.network());
        Variant variant = point.variant();
        return sha256(lines(ImmutableList.of(
                version,
                network.label(),
                network.fingerprint(),
                text(variant.resolution()),
                variant.width().map(width -> width.toPlainString()).orElse(AS_IT_IS),
                text(variant.bits()),
                spec.machines().get(point.machine()).label(),
                machineHashes.get(point.machine()),
                names(spec.blocks()),
                String.valueOf(spec.searchNodes()))));
    }

    /** What identifies the sweep, as its journals have it. */
    public SweepHeader header(Shard shard) {
        ImmutableList<String> networks =
                spec.networks().stream().map(SweepSpec.NetworkEntry::label).collect(toImmutableList());
        ImmutableList<String> resolutions = texts(spec.resolutions());
        ImmutableList<String> widths = spec.widths().stream()
                .map(width -> width.map(factor -> factor.toPlainString()).orElse(AS_IT_IS))
                .collect(toImmutableList());
        ImmutableList<String> bits = texts(spec.bits());
        ImmutableList<String> machines =
                spec.machines().stream().map(SweepSpec.MachineEntry::label).collect(toImmutableList());
        return new SweepHeader(
                id(networks, resolutions, widths, bits, machines),
                version,
                shard,
                new SweepAxes(networks, resolutions, widths, bits, machines),
                SweepColumns.names(spec.blocks()));
    }

    @SafeVarargs
    private String id(ImmutableList<String>... axes) {
        ImmutableList.Builder<String> parts = ImmutableList.builder();
        parts.add(version);
        for (ImmutableList<String> axis : axes) {
            parts.add(lines(axis));
        }
        spec.networks().forEach(entry -> parts.add(entry.fingerprint()));
        parts.addAll(machineHashes);
        parts.add(names(spec.blocks()), String.valueOf(spec.searchNodes()));
        return sha256(lines(parts.build()));
    }

    private static ImmutableList<String> texts(ImmutableList<? extends Optional<?>> entries) {
        return entries.stream().map(SweepGrid::text).collect(toImmutableList());
    }

    private static String text(Optional<?> entry) {
        return entry.map(Object::toString).orElse(AS_IT_IS);
    }

    private static String names(Collection<BlockKind> kinds) {
        return lines(kinds.stream().map(BlockKind::name).collect(toImmutableList()));
    }

    /** Each part with its length before it, so that no two lists give the same text. */
    private static String lines(ImmutableList<String> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(
                part -> text.append(part.length()).append(':').append(part).append('\n'));
        return text.toString();
    }

    private static String sha256(String text) {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }
}
