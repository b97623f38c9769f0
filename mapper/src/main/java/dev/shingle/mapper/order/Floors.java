package dev.shingle.mapper.order;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What a block's tasks need at least, whatever the order.
 *
 * <p>Live during a task in every order is what it reads and writes, and every buffer that a predecessor has begun and a
 * successor still needs. The best case is that every operand dies that no successor needs. A bystander with a large
 * rounding could lie on top, so with an alignment twice the greatest rounding is deducted.
 */
final class Floors {

    private final Block block;
    private final BitSet[] ancestors;
    private final BitSet[] descendants;
    /** Aligned sizes of what is live during each task in every order. */
    private final long[] liveWords;

    private Floors(Block block) {
        this.block = block;
        int count = block.count();
        ancestors = new BitSet[count];
        descendants = new BitSet[count];
        Arrays.setAll(descendants, task -> new BitSet(count));
        for (int task = 0; task < count; task++) {
            ancestors[task] = new BitSet(count);
            for (int before : block.before(task)) {
                ancestors[task].or(ancestors[before]);
                ancestors[task].set(before);
            }
        }
        for (int task = count - 1; task >= 0; task--) {
            for (int before : block.before(task)) {
                descendants[before].or(descendants[task]);
                descendants[before].set(task);
            }
        }
        liveWords = new long[count];
        Arrays.fill(liveWords, block.constantWords());
        block.uses().forEach(this::addLive);
    }

    /** What the most demanding task needs in its best case. */
    static long of(Block block) {
        Floors floors = new Floors(block);
        long most = 0;
        for (int task = 0; task < block.count(); task++) {
            most = Math.max(most, floors.words(task));
        }
        return most - 2 * (block.needs().grain() - 1);
    }

    private long words(int task) {
        BitSet dying = new BitSet();
        BitSet arriving = new BitSet();
        long bystanders = liveWords[task];
        for (int i = 0; i < block.reads(task).length; i++) {
            Block.Use use = block.uses().get(block.reads(task)[i]);
            if (!use.outlives() && !meets(use, descendants[task])) {
                dying.set(i);
                bystanders -= use.words();
            }
        }
        for (int j = 0; j < block.writes(task).length; j++) {
            Block.Use use = block.uses().get(block.writes(task)[j]);
            if (!use.isBegun() && !meets(use, ancestors[task])) {
                arriving.set(j);
                bystanders -= use.words();
            }
        }
        return block.needs().words(block.first() + task, dying, arriving, bystanders, StepNeeds.NOBODY);
    }

    private static boolean meets(Block.Use use, BitSet tasks) {
        return use.tasks().stream().anyMatch(tasks::get);
    }

    private void addLive(Block.Use use) {
        BitSet during = between(use, use.isBegun(), descendants);
        during.and(between(use, use.outlives(), ancestors));
        during.stream().forEach(task -> liveWords[task] = Math.addExact(liveWords[task], use.words()));
    }

    /** The tasks that use the buffer, and all those on one side of any of them. */
    private BitSet between(Block.Use use, boolean isWhole, BitSet[] side) {
        BitSet tasks = new BitSet(block.count());
        if (isWhole) {
            tasks.set(0, block.count());
            return tasks;
        }
        for (int user : use.tasks().asList()) {
            tasks.set(user);
            tasks.or(side[user]);
        }
        return tasks;
    }
}
