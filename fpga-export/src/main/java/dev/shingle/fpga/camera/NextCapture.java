package dev.shingle.fpga.camera;

import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;

/**
 * When the words of the frame may be written again. After the first step behind which nothing that lies in one of these
 * words is needed any more: neither the frame, nor a result that a later step reads or writes, nor an output that the host
 * has not taken.
 *
 * <pre>
 *   steps      0     1     2     3     4    host
 *   frame    [=========]
 *   result         [===========]                  overlaps the frame's words     -> after step 2
 *   result                   [=====]              does not
 * </pre>
 *
 * @param afterStep the step; the next capture may begin when it is done
 * @param afterHostTook an output lies in the frame's words, so the host must have read it as well
 */
public record NextCapture(int afterStep, boolean afterHostTook) {

    static NextCapture of(MemoryPlan plan, Placement frame) {
        int after = frame.buffer().live().end() - 1;
        boolean host = plan.outputs().contains(frame.buffer().name());
        for (Placement other : plan.placements()) {
            if (sharesWords(plan.peakWords(), frame, other)) {
                Buffer buffer = other.buffer();
                after = Math.max(after, buffer.live().end() - 1);
                host |= plan.outputs().contains(buffer.name());
            }
        }
        return new NextCapture(Math.min(after, plan.steps().size() - 1), host);
    }

    /** Addresses go round at the plan's size; without that no buffer reaches beyond it, and this is the same. */
    private static boolean sharesWords(long modulus, Placement a, Placement b) {
        long fromAToB = Math.floorMod(b.offsetWords() - a.offsetWords(), modulus);
        long fromBToA = Math.floorMod(a.offsetWords() - b.offsetWords(), modulus);
        return fromAToB < a.buffer().sizeWords() || fromBToA < b.buffer().sizeWords();
    }
}
