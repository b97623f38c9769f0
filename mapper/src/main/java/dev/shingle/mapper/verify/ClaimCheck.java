package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides whether a claimed distance is safe, and every larger one with it.
 *
 * <p>If the operand starts d words above the result, operand word i and result word i + d share an address. That is safe if
 * the word's last read is not later than the result word's first write. So d and all larger distances are safe if
 *
 * <pre>
 *   last read(i)  &lt;=  min over j &gt;= i + d of first write(j)        for all i
 * </pre>
 *
 * <p>One pass from the top words down, with the minimum carried along, decides it: O(I + O) time, no memory. Reverse
 * traversal is the same with words counted from the ends. What a false claim should have said is found by bisection.
 */
final class ClaimCheck {

    private static final int CHUNK_WORDS = 1 << 13;

    private final StepScene scene;
    private final boolean isReverse;
    private final long[] readTimes = new long[CHUNK_WORDS];
    private final long[] writeTimes = new long[CHUNK_WORDS];

    ClaimCheck(StepScene scene) {
        this.scene = scene;
        this.isReverse = scene.step().traversal() == Traversal.REVERSE;
    }

    /** The false claim, if it is one. Both buffers must be of this step. */
    Optional<Finding> check(Step.DistanceClaim claim, StepScene.Write write, Iterable<StepScene.Read> reads) {
        for (StepScene.Read read : reads) {
            if (!isSafe(read, write, claim.distance())) {
                String where = "step %d (%s), distance of %s to %s"
                        .formatted(scene.step().index(), scene.step().layer(), claim.result(), claim.operand());
                return Optional.of(new Finding.FalseClaim(
                        scene.step().index(), where, claim.distance().toString(), least(read, write) + " words"));
            }
        }
        return Optional.empty();
    }

    /** How much further apart than claimed the two lie; absent if they do not lie in the claimed way. */
    OptionalLong slackWords(Step.DistanceClaim claim, StepScene.Write write, StepScene.Read read) {
        Placement operand = read.placement();
        Placement result = write.placement();
        if (claim.distance().isFree()) {
            return OptionalLong.empty();
        }
        long apart = isReverse ? result.endWords() - operand.endWords() : operand.offsetWords() - result.offsetWords();
        return apart >= claim.distance().words()
                ? OptionalLong.of(apart - claim.distance().words())
                : OptionalLong.empty();
    }

    private long least(StepScene.Read read, StepScene.Write write) {
        long safe = write.placement().buffer().sizeWords();
        long unsafe = -read.placement().buffer().sizeWords();
        while (safe - unsafe > 1) {
            long middle = Math.floorDiv(safe + unsafe, 2L);
            if (isSafe(read, write, Distance.ofWords(middle))) {
                safe = middle;
            } else {
                unsafe = middle;
            }
        }
        return safe;
    }

    private boolean isSafe(StepScene.Read read, StepScene.Write write, Distance distance) {
        long operandWords = read.placement().buffer().sizeWords();
        long resultWords = write.placement().buffer().sizeWords();
        long least = distance.isFree() ? -operandWords : Math.max(distance.words(), -operandWords);
        if (least >= resultWords) {
            return true;
        }
        WordTimes reads = isReverse ? read.last().mirrored(operandWords) : read.last();
        WordTimes writes = isReverse ? write.first().mirrored(resultWords) : write.first();
        return isSafe(reads, operandWords, writes, resultWords, least);
    }

    private boolean isSafe(WordTimes reads, long operandWords, WordTimes writes, long resultWords, long distance) {
        long earliest = earliestFrom(writes, Math.max(0, operandWords + distance), resultWords);
        long end = operandWords;
        while (end > 0) {
            int length = (int) Math.min(CHUNK_WORDS, end);
            long first = end - length;
            reads.fill(first, length, readTimes);
            fillClipped(writes, first + distance, length, resultWords);
            for (int i = length - 1; i >= 0; i--) {
                earliest = writeTimes[i] == WordTimes.NEVER ? earliest : Math.min(earliest, writeTimes[i]);
                if (readTimes[i] > earliest) {
                    return false;
                }
            }
            end = first;
        }
        return true;
    }

    private long earliestFrom(WordTimes writes, long first, long end) {
        long earliest = Long.MAX_VALUE;
        for (long word = first; word < end; word += CHUNK_WORDS) {
            int length = (int) Math.min(CHUNK_WORDS, end - word);
            writes.fill(word, length, writeTimes);
            for (int i = 0; i < length; i++) {
                earliest = writeTimes[i] == WordTimes.NEVER ? earliest : Math.min(earliest, writeTimes[i]);
            }
        }
        return earliest;
    }

    /** Write times of words that may lie outside the result, where nothing is written. */
    private void fillClipped(WordTimes writes, long first, int length, long resultWords) {
        long from = Math.max(first, 0);
        long end = Math.min(first + length, resultWords);
        if (from >= end) {
            Arrays.fill(writeTimes, 0, length, WordTimes.NEVER);
            return;
        }
        int shift = (int) (from - first);
        int inside = (int) (end - from);
        writes.fill(from, inside, writeTimes);
        System.arraycopy(writeTimes, 0, writeTimes, shift, inside);
        Arrays.fill(writeTimes, 0, shift, WordTimes.NEVER);
        Arrays.fill(writeTimes, shift + inside, length, WordTimes.NEVER);
    }
}
