package dev.shingle.api.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.shingle.api.Shingle;
import dev.shingle.api.Sizing;
import dev.shingle.mapper.machine.Machines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepRunTest {

    private static final String TEXT = """
            networks: [camera-face, "mobilenet-v1:input=96x96x1,classes=2"]
            resolutions: [48x64, 97x97]
            widths: [native, 0.5, 17]
            bits: [native, 16x8]
            machines: [byte-pixel, tflm-element, reference-p8]
            blocks: [EBR]
            """;

    private final SweepGrid grid = SweepGrid.of(SweepYaml.read("sweep.yaml", TEXT, Path.of("")), "test");

    @Test
    void figuresAreThoseOfTheSingleCommands() throws IOException {
        Map<Integer, String> rows = run(ImmutableList.of(2), 1);
        ImmutableList<String> cells = SweepColumns.cells(rows.get(2));

        Sizing sizing = Shingle.size(
                Shingle.load("camera-face:input=48x64x1"),
                Machines.preset("reference-p8").orElseThrow());
        assertThat(cells.subList(0, 13))
                .containsExactly(
                        "2",
                        "camera-face",
                        "48x64",
                        "",
                        "",
                        "reference-p8",
                        "" + sizing.plannedPeakBytes(),
                        "" + sizing.overlapLowerBoundBytes(),
                        "" + sizing.optimal(),
                        "" + sizing.disjointLowerBoundBytes(),
                        "",
                        "" + sizing.pingPongWidestPairBytes(),
                        "0");
        assertThat(cells.get(13)).isEqualTo("1625856");
        assertThat(cells.get(14)).isEqualTo("" + sizing.model().weightBytes());
        assertThat(Long.parseLong(cells.get(15))).isPositive();
        assertThat(cells).hasSize(grid.header(Shard.whole()).columns().size());
    }

    /** Twice the bits of everything are twice the bytes where words are bytes; MACs do not change, nor do weights of 8 bits. */
    @Test
    void bitsCountForActivationsAndWeightsEach() throws IOException {
        Map<Integer, String> rows = run(ImmutableList.of(0, 3), 1);
        ImmutableList<String> bytes = SweepColumns.cells(rows.get(0));
        ImmutableList<String> words = SweepColumns.cells(rows.get(3));

        assertThat(Long.parseLong(words.get(9))).isEqualTo(2 * Long.parseLong(bytes.get(9)));
        assertThat(words.get(13)).isEqualTo(bytes.get(13));
        assertThat(words.get(14)).isEqualTo(bytes.get(14));
    }

    @Test
    void oneThreadAndFourGiveTheSameTableAndFaultsAreRows() throws IOException {
        ImmutableList<Integer> all = grid.pointsOf(Shard.whole());
        Map<Integer, String> rows = run(all, 4);

        assertThat(rows).isEqualTo(run(all, 1)).hasSize(72);
        assertThat(rows.values()).anySatisfy(row -> assertThat(row).contains("above 0 and up to 16"));
        assertThat(table(Shard.whole(), rows).errors()).isPositive().isLessThan(72);
        assertThat(rows.values()).noneMatch(row -> row.contains("report it"));
    }

    @Test
    void shardsArePartsAndJoinToTheWhole() throws IOException {
        ImmutableList.Builder<SweepTable.Part> parts = ImmutableList.builder();
        Set<Integer> seen = new HashSet<>();
        for (int k = 1; k <= 5; k++) {
            Shard shard = new Shard(k, 5);
            ImmutableList<Integer> points = grid.pointsOf(shard);
            points.forEach(point -> assertThat(seen.add(point)).isTrue());
            parts.add(new SweepTable.Part("part-" + k, table(shard, run(points, 2))));
        }
        assertThat(seen).hasSize(72);
        SweepTable direct = table(Shard.whole(), run(grid.pointsOf(Shard.whole()), 2));

        SweepTable.Joined joined = SweepTable.join(parts.build());

        assertThat(joined).isInstanceOf(SweepTable.Complete.class);
        assertThat(((SweepTable.Complete) joined).table().toCsv()).isEqualTo(direct.toCsv());
    }

    @Test
    void joiningNamesWhatIsMissingTwiceOrOfAnotherSweep() throws IOException {
        SweepTable.Part first = part("a", new Shard(1, 2));
        SweepTable.Part second = part("b", new Shard(2, 2));
        SweepTable.Part other = new SweepTable.Part(
                "c",
                new SweepTable(
                        SweepGrid.of(grid.spec(), "newer").header(new Shard(2, 2)),
                        second.table().rows()));

        int all = first.table().rows().size() + second.table().rows().size();
        int half = second.table().rows().size();
        int firstOfSecond = second.table().rows().firstKey();
        assertThat(reason(first))
                .matches("%d of %d points are missing, first point %d \\(.*, machine [^;]*\\)"
                        .formatted(half, all, firstOfSecond));
        assertThat(reason(first, second, second))
                .matches("%d of %d points are there more than once, first point %d \\([^;]*\\) in b and in b"
                        .formatted(half, all, firstOfSecond));
        assertThat(reason(first, first, first))
                .contains(" missing, first ", "; ", " more than once", "in a and in a and in a");
        assertThat(reason(first, without(second, firstOfSecond)))
                .startsWith("1 of " + all + " points is missing, first ");
        assertThat(reason(first, other)).isEqualTo("c is by newer, a by test");
        assertThat(reason(first, other, other)).isEqualTo("c is by newer, a by test, and so it is with 1 more");
        assertThat(reason(first, part("d", new Shard(2, 3)))).isEqualTo("d is one of 3 shards, a one of 2");
        assertThat(SweepTable.join(ImmutableList.of(first, second))).isInstanceOf(SweepTable.Complete.class);
    }

    @Test
    void aSinkThatFailsStopsTheSweep() {
        ImmutableList<Integer> all = grid.pointsOf(Shard.whole());
        int[] rows = {0};

        assertThatThrownBy(() -> SweepRun.run(grid, all, 3, (index, row) -> {
                    if (++rows[0] == 4) {
                        throw new IOException("disk full");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThat(rows[0]).isLessThan(20);
    }

    @Test
    void theHeaderSurvivesItsJson() {
        SweepHeader header = grid.header(new Shard(3, 7));

        assertThat(SweepHeader.ofJson("x", header.toJson())).isEqualTo(header);
        IntStream.range(0, grid.size())
                .forEach(i -> assertThat(header.axes().describe(i))
                        .contains(grid.point(i)
                                .variant()
                                .bits()
                                .map(Object::toString)
                                .orElse("native")));
    }

    private static String reason(SweepTable.Part... parts) {
        return ((SweepTable.Refused) SweepTable.join(ImmutableList.copyOf(parts))).reason();
    }

    private static SweepTable.Part without(SweepTable.Part part, int point) {
        Map<Integer, String> rows = new TreeMap<>(part.table().rows());
        rows.remove(point);
        return new SweepTable.Part(part.name(), new SweepTable(part.table().header(), ImmutableSortedMap.copyOf(rows)));
    }

    private SweepTable.Part part(String name, Shard shard) throws IOException {
        return new SweepTable.Part(name, table(shard, run(grid.pointsOf(shard), 1)));
    }

    private SweepTable table(Shard shard, Map<Integer, String> rows) {
        return new SweepTable(grid.header(shard), ImmutableSortedMap.copyOf(rows));
    }

    private Map<Integer, String> run(ImmutableList<Integer> points, int threads) throws IOException {
        Map<Integer, String> rows = new TreeMap<>();
        SweepRun.run(
                grid,
                points,
                threads,
                (index, row) -> assertThat(rows.put(index, row)).isNull());
        return rows;
    }
}
