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
        BitSet involved = new BitSet();
        for (int i = 0; i < block.reads(task).length; i++) {
            Block.Use use = block.uses().get(block.reads(task)[i]);
            if (!use.outlives() && !meets(use, descendants[task])) {
                dying.set(i);
                involved.set(block.reads(task)[i]);
            }
        }
        for (int j = 0; j < block.writes(task).length; j++) {
            Block.Use use = block.uses().get(block.writes(task)[j]);
            if (!use.isBegun() && !meets(use, ancestors[task])) {
                arriving.set(j);
                involved.set(block.writes(task)[j]);
            }
        }
        long bystanders = block.constantWords();
        for (int i = 0; i < block.uses().size(); i++) {
            if (!involved.get(i) && isLive(block.uses().get(i), task)) {
                bystanders = Math.addExact(bystanders, block.uses().get(i).words());
            }
        }
        return block.needs().words(block.first() + task, dying, arriving, bystanders, StepNeeds.NOBODY);
    }

    private boolean isLive(Block.Use use, int task) {
        boolean usedHere = Arrays.stream(use.tasks()).anyMatch(user -> user == task);
        boolean isBegun = usedHere || use.isBegun() || meets(use, ancestors[task]);
        boolean isNeeded = usedHere || use.outlives() || meets(use, descendants[task]);
        return isBegun && isNeeded;
    }

    private static boolean meets(Block.Use use, BitSet tasks) {
        return Arrays.stream(use.tasks()).anyMatch(tasks::get);
    }
}
