package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.Placement;
import java.util.List;

/**
 * Walks through a plan step by step and finds the words that are lost.
 *
 * <p>Between two steps every address has an owner, the buffer that wrote there last. A word that a step reads is intact if
 *
 * <ol>
 *   <li>its buffer owns its address when the step starts, and
 *   <li>no result of the step that lies on the same address is written there before the word's last read:
 *       {@code last read <= first write}, equal because a unit reads before it writes.
 * </ol>
 *
 * <p>The second is looked at only where result and operand share addresses. Both conditions together say exactly what a
 * replay with a tag on every word would say, for the owner of an address between steps is its tag. Time is linear in the
 * words of the operands that are shared or not owned, memory in the rows, columns and channels of one step.
 */
final class SafetyCheck {

    private static final int CHUNK_WORDS = 1 << 13;

    private final PlanIndex index;
    private final Findings findings;
    private final Owners owners = new Owners();
    private final long[] readTimes = new long[CHUNK_WORDS];
    private final long[] writeTimes = new long[CHUNK_WORDS];
    private long wordsChecked;
    private long wordsCompared;

    SafetyCheck(PlanIndex index, Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    long wordsChecked() {
        return wordsChecked;
    }

    long wordsCompared() {
        return wordsCompared;
    }

    /** The host fills the inputs. */
    void fillInputs() {
        for (String input : index.plan().inputs()) {
            int buffer = index.numberOf(input);
            Placement placement = index.placement(buffer);
            for (Memory.Run run :
                    index.memory().runs(placement, 0, placement.buffer().sizeWords())) {
                owners.assign(run.address(), run.address() + run.length(), new Owners.Owner(buffer, -1));
            }
        }
    }

    /** Judges the reads of one step, then hands the words that it writes to their buffers. */
    void run(StepScene scene) {
        LostWords[] lost = new LostWords[scene.reads().size()];
        long count = 0;
        for (int i = 0; i < lost.length; i++) {
            lost[i] = lostWords(scene, scene.reads().get(i));
            count += lost[i].count();
        }
        if (count > 0) {
            LostElement first = new FirstLoss(index, owners, scene, lost).find();
            findings.addMany(new Finding.Lost(first), count);
        }
        for (int i = 0; i < scene.writes().size(); i++) {
            handOver(scene, i);
        }
    }

    private LostWords lostWords(StepScene scene, StepScene.Read read) {
        LostWords lost = new LostWords();
        Placement placement = read.placement();
        long size = placement.buffer().sizeWords();
        wordsChecked += size;
        for (Memory.Run run : index.memory().runs(placement, 0, size)) {
            for (Owners.Stretch stretch : owners.stretches(run.address(), run.address() + run.length())) {
                if (!stretch.owner().isOf(read.buffer())) {
                    long word = run.word() + stretch.start() - run.address();
                    addRead(read.last(), word, stretch.end() - stretch.start(), lost);
                }
            }
        }
        for (StepScene.Write write : scene.writes()) {
            // A step that reads one part of a joint tensor may write another: the words are different ones.
            if (write.buffer() != read.buffer()) {
                for (Memory.Shared shared : index.memory().shared(placement, write.placement())) {
                    compareOwned(read, write, shared, lost);
                }
            }
        }
        return lost;
    }

    /** Words that are read although something else lies there. */
    private void addRead(WordTimes last, long firstWord, long count, LostWords lost) {
        for (long done = 0; done < count; done += CHUNK_WORDS) {
            int length = (int) Math.min(CHUNK_WORDS, count - done);
            last.fill(firstWord + done, length, readTimes);
            for (int i = 0; i < length; i++) {
                if (readTimes[i] != WordTimes.NEVER) {
                    lost.add(firstWord + done + i);
                }
            }
        }
    }

    private void compareOwned(StepScene.Read read, StepScene.Write write, Memory.Shared shared, LostWords lost) {
        long address = index.memory().address(read.placement(), shared.word());
        for (Owners.Stretch stretch : owners.stretches(address, address + shared.length())) {
            if (stretch.owner().isOf(read.buffer())) {
                long skipped = stretch.start() - address;
                compare(
                        read,
                        write,
                        new Memory.Shared(
                                shared.word() + skipped, shared.otherWord() + skipped, stretch.end() - stretch.start()),
                        lost);
            }
        }
    }

    private void compare(StepScene.Read read, StepScene.Write write, Memory.Shared shared, LostWords lost) {
        wordsCompared += shared.length();
        for (long done = 0; done < shared.length(); done += CHUNK_WORDS) {
            int length = (int) Math.min(CHUNK_WORDS, shared.length() - done);
            read.last().fill(shared.word() + done, length, readTimes);
            write.first().fill(shared.otherWord() + done, length, writeTimes);
            for (int i = 0; i < length; i++) {
                if (writeTimes[i] != WordTimes.NEVER && readTimes[i] > writeTimes[i]) {
                    lost.add(shared.word() + done + i);
                }
            }
        }
    }

    /** Where results of the same step lie on each other, the one that is written last stays. */
    private void handOver(StepScene scene, int result) {
        scene.writes().get(result).forEachRun((first, end) -> handOver(scene, result, first, end));
    }

    @SuppressWarnings("ReferenceEquality") // which of the step's writes, not what it says
    private void handOver(StepScene scene, int result, long firstWord, long endWord) {
        StepScene.Write write = scene.writes().get(result);
        Owners.Owner owner = new Owners.Owner(write.buffer(), scene.step().index());
        for (Memory.Run run : index.memory().runs(write.placement(), firstWord, endWord)) {
            for (Owners.Stretch stretch : owners.stretches(run.address(), run.address() + run.length())) {
                StepScene.Write earlier = earlierResult(scene, result, stretch.owner());
                if (earlier == write) {
                    owners.assign(stretch.start(), stretch.end(), owner);
                } else {
                    contend(scene.writesOf(earlier.buffer()), write, stretch, owner);
                }
            }
        }
    }

    /** The result before {@code result} in the same step that owns a stretch; the result itself if there is none. */
    private static StepScene.Write earlierResult(StepScene scene, int result, Owners.Owner owner) {
        for (StepScene.Write earlier : scene.writes().subList(0, result)) {
            if (owner.equals(new Owners.Owner(earlier.buffer(), scene.step().index()))) {
                return earlier;
            }
        }
        return scene.writes().get(result);
    }

    private void contend(
            List<StepScene.Write> others, StepScene.Write write, Owners.Stretch stretch, Owners.Owner owner) {
        for (long address = stretch.start(); address < stretch.end(); address++) {
            long before = WordTimes.NEVER;
            for (StepScene.Write other : others) {
                before = Math.max(before, other.last().at(index.memory().wordAt(other.placement(), address)));
            }
            long now = write.last().at(index.memory().wordAt(write.placement(), address));
            if (now >= before) {
                owners.assign(address, address + 1, owner);
            }
        }
    }

    /** The host takes the outputs: the real words of each. */
    void takeOutputs() {
        for (String output : index.plan().outputs()) {
            int number = index.numberOf(output);
            Placement placement = index.placement(number);
            Buffer buffer = placement.buffer();
            TensorLayout layout = index.plan().machine().layout().of(buffer.shape(), buffer.type(), buffer.dense());
            WordTimes real = StepScene.everyWord(layout, buffer.shape(), layout.channels(), 0);
            LostWords lost = new LostWords();
            wordsChecked += buffer.sizeWords();
            for (Memory.Run run : index.memory().runs(placement, 0, buffer.sizeWords())) {
                for (Owners.Stretch stretch : owners.stretches(run.address(), run.address() + run.length())) {
                    if (!stretch.owner().isOf(number)) {
                        long word = run.word() + stretch.start() - run.address();
                        addRead(real, word, stretch.end() - stretch.start(), lost);
                    }
                }
            }
            if (lost.count() > 0) {
                findings.addMany(new Finding.Lost(lostAtHost(number, lost.first(), layout)), lost.count());
            }
        }
    }

    private LostElement lostAtHost(int number, long word, TensorLayout layout) {
        Placement placement = index.placement(number);
        int width = placement.buffer().shape().width();
        long pixel = word * layout.wordBits() / layout.pixelBits();
        long realBits = pixel * layout.pixelBits() + (long) layout.channels() * layout.elementBits();
        long holder = realBits <= word * layout.wordBits() ? pixel + 1 : pixel;
        return new Culprit(index, owners)
                .describe(
                        new Culprit.Reading(
                                index.plan().steps().size(), "host", (int) (holder / width), (int) (holder % width)),
                        number,
                        word);
    }
}
