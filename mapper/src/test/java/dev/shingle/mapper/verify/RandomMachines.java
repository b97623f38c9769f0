package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import java.util.OptionalLong;
import java.util.Random;

/** Machines of every granularity, layout and order. */
public final class RandomMachines {

    private RandomMachines() {}

    public static Machine next(Random random) {
        int[] wordBits = {8, 8, 8, 16, 32, 64, 12};
        int[] padding = {1, 1, 1, 2, 4};
        return new Machine(
                "random",
                "generated",
                new Layout(wordBits[random.nextInt(7)], padding[random.nextInt(5)], random.nextBoolean()),
                granularity(random),
                random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0,
                GroupOrder.values()[random.nextInt(2)],
                ImmutableSet.copyOf(Traversal.values()),
                Addressing.values()[random.nextInt(2)],
                1,
                OptionalLong.empty());
    }

    private static WriteGranularity granularity(Random random) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> new WriteGranularity.Group(1 + random.nextInt(4));
            case 2, 3 -> new WriteGranularity.Pixel();
            case 4 -> new WriteGranularity.Tile(1 + random.nextInt(3), 1 + random.nextInt(3));
            case 5 -> new WriteGranularity.Row();
            default -> new WriteGranularity.Tensor();
        };
    }
}
