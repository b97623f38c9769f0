package dev.shingle.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.sim.Cases;
import dev.shingle.sim.Plans;
import dev.shingle.sim.RandomCase;
import dev.shingle.sim.literal.LiteralReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Plans of several steps and bands, good and bad: the fast replay reports what the literal one does. */
final class ReplayTwinPropertiesTest {

    @Property(tries = 2000)
    void reportsAgree(@ForAll long seed) {
        MemoryPlan plan = plan(new Random(seed));
        ReplayReport fast = Replay.run(plan);
        ReplayReport literal = LiteralReplay.run(plan);
        assertThat(fast.firstLost()).isEqualTo(literal.firstLost());
        assertThat(fast.violationsPerStep()).isEqualTo(literal.violationsPerStep());
        assertThat(fast.outOfBounds()).isEqualTo(literal.outOfBounds());
        assertThat(fast.firstOutOfBounds()).isEqualTo(literal.firstOutOfBounds());
        Statistics.label("report")
                .collect(fast.isSilent() ? "silent" : "violations")
                .coverage(coverage -> {
                    coverage.check("silent").percentage(share -> share >= 5);
                    coverage.check("violations").percentage(share -> share >= 30);
                });
        Statistics.label("addresses")
                .collect(fast.outOfBounds() > 0)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 5));
    }

    /** A chain of three layers and a sum with a skipped tensor, some of them cut into bands, placed at random. */
    private static MemoryPlan plan(Random random) {
        Machine drawn = RandomCase.machine(random);
        Machine machine = Cases.machine(
                drawn.writeGranularity(),
                drawn.layout(),
                drawn.lineBufferRows(),
                drawn.groupOrder(),
                random.nextBoolean() ? Addressing.CIRCULAR : Addressing.LINEAR);
        Shape shape = Shape.hwc(1 + random.nextInt(5), 1 + random.nextInt(4), 1 + random.nextInt(3));
        List<TensorUse> maps = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            maps.add(Cases.bytes("x" + i, shape));
        }
        List<Step> steps = new ArrayList<>();
        for (int layer = 0; layer < 3; layer++) {
            Operation operation = new Operation(
                    new Operator.Convolution(Cases.window(3, 1, 1, new Padding(1, 1, 0, 0)), 1, Activation.NONE),
                    ImmutableList.of(maps.get(layer)),
                    ImmutableList.of(maps.get(layer + 1)));
            addBands(steps, "layer" + layer, operation, random);
        }
        Operation sum = new Operation(
                new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE),
                ImmutableList.of(maps.get(3), maps.get(1)),
                ImmutableList.of(maps.get(4)));
        addBands(steps, "sum", sum, random);
        return placed(machine, maps, steps, random);
    }

    private static void addBands(List<Step> steps, String layer, Operation operation, Random random) {
        int rows = operation.results().get(0).shape().height();
        int cut = random.nextInt(rows);
        Traversal traversal = random.nextBoolean() ? Traversal.FORWARD : Traversal.REVERSE;
        if (cut > 0) {
            steps.add(Plans.step(steps.size(), layer, operation, new RowRange(0, cut), traversal));
        }
        steps.add(Plans.step(steps.size(), layer, operation, new RowRange(cut, rows), traversal));
    }

    private static MemoryPlan placed(Machine machine, List<TensorUse> maps, List<Step> steps, Random random) {
        long size = maps.get(0).layoutOn(machine.layout()).sizeWords();
        boolean isDisjoint = random.nextInt(3) == 0;
        List<Placement> placements = new ArrayList<>();
        long end = 0;
        for (int i = 0; i < maps.size(); i++) {
            long offset = isDisjoint ? i * size : random.nextInt((int) (3 * size));
            placements.add(Plans.place(maps.get(i), offset, machine));
            end = Math.max(end, offset + size);
        }
        long peak = random.nextInt(4) == 0 ? Math.max(1, end - random.nextInt(4)) : end;
        return Plans.of(machine, placements, steps, ImmutableList.of("x0"), ImmutableList.of("x4"), peak);
    }
}
