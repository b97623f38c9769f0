package dev.shingle.api.picture;

import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.Arrays;

/**
 * A colour of a palette for each buffer: the one that was used longest ago among those that no buffer has which is live in
 * the same steps or right before. With more such buffers than colours, the one that was used longest ago.
 */
final class Colouring {

    /** Colours of the palette. */
    static final int COLOURS = 8;

    private final MemoryPlan plan;

    Colouring(MemoryPlan plan) {
        this.plan = plan;
    }

    int[] colours() {
        int[] colours = new int[plan.placements().size()];
        int[] lastUse = new int[COLOURS];
        Arrays.fill(lastUse, -1);
        for (int i = 0; i < colours.length; i++) {
            boolean[] taken = takenNear(i, colours);
            int best = -1;
            for (int colour = 0; colour < COLOURS; colour++) {
                boolean better = best < 0
                        || (taken[best] && !taken[colour])
                        || (taken[best] == taken[colour] && lastUse[colour] < lastUse[best]);
                best = better ? colour : best;
            }
            colours[i] = best;
            lastUse[best] = i;
        }
        return colours;
    }

    private boolean[] takenNear(int index, int[] colours) {
        boolean[] taken = new boolean[COLOURS];
        Buffer own = plan.placements().get(index).buffer();
        for (int i = 0; i < index; i++) {
            Buffer other = plan.placements().get(i).buffer();
            boolean isNear = other.live().start() <= own.live().end()
                    && own.live().start() <= other.live().end();
            taken[colours[i]] |= isNear;
        }
        return taken;
    }
}
