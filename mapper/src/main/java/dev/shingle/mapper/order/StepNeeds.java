package dev.shingle.mapper.order;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a task needs, given which of its operands die and what else is live: the {@link LowerBound} of a placement problem
 * of one step.
 *
 * <p>Buffers that take no part in the task (bystanders) differ from state to state, but only their sum counts, and with an
 * alignment the greatest rounding among them, because one of them may lie on top. So all of them together are replaced by
 * one small buffer with that rounding, the answer is kept, and the rest of their sum is added to it.
 */
final class StepNeeds {

    /** No bystander. */
    static final long NOBODY = -1;

    private record Question(int task, BitSet dying, BitSet arriving, long rounding) {}

    private final OrderProblem problem;
    private final Machine machine;
    private final long grain;
    private final Map<Question, Long> answers = new HashMap<>();

    StepNeeds(OrderProblem problem) {
        this.problem = problem;
        this.machine = problem.machine();
        this.grain = machine.addressing() == Addressing.CIRCULAR ? 1 : machine.alignmentWords();
    }

    /** All starts are multiples of it; 1 for circular addresses, whose bound does not count alignments. */
    long grain() {
        return grain;
    }

    /** A buffer's size, rounded up to the grain. */
    long alignedWords(int buffer) {
        long words = problem.buffers().get(buffer).sizeWords();
        return Math.multiplyExact(Math.floorDiv(Math.addExact(words, grain - 1), grain), grain);
    }

    /** What rounding adds to a buffer. */
    long rounding(int buffer) {
        return alignedWords(buffer) - problem.buffers().get(buffer).sizeWords();
    }

    /**
     * Words that the task needs.
     *
     * @param dying positions in the task's reads
     * @param arriving positions in the task's writes
     * @param bystanderWords aligned sizes of all other live buffers
     * @param rounding greatest rounding among them, or {@link #NOBODY}
     */
    long words(int task, BitSet dying, BitSet arriving, long bystanderWords, long rounding) {
        Question question = new Question(task, dying, arriving, grain == 1 ? NOBODY : rounding);
        Long known = answers.get(question);
        if (known == null) {
            known = answer(question);
            answers.put(question, known);
        }
        return Math.addExact(known, bystanderWords);
    }

    /** Without the bystanders' words: the one that stands for all of them counts for nothing. */
    private long answer(Question question) {
        OrderProblem.Task task = problem.tasks().get(question.task());
        List<Integer> operands =
                question.dying().stream().mapToObj(task.reads()::get).toList();
        List<Integer> results =
                question.arriving().stream().mapToObj(task.writes()::get).toList();
        List<Long> sizes = new ArrayList<>();
        operands.forEach(buffer -> sizes.add(problem.buffers().get(buffer).sizeWords()));
        results.forEach(buffer -> sizes.add(problem.buffers().get(buffer).sizeWords()));
        boolean hasBystander = question.rounding() != NOBODY;
        if (hasBystander) {
            sizes.add(grain - question.rounding());
        }
        PlacementProblem step = PlacementProblem.of(
                        sizes.stream().mapToLong(Long::longValue).toArray(),
                        Collections.nCopies(sizes.size(), new LiveRange(0, 1)))
                .meetings(meetings(question.task(), operands, results))
                .traversals(machine.traversals())
                .alignment(machine.alignmentWords())
                .addressing(machine.addressing())
                .build();
        return LowerBound.of(step).words() - (hasBystander ? grain : 0);
    }

    private List<Meeting> meetings(int task, List<Integer> operands, List<Integer> results) {
        List<Meeting> meetings = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            for (int j = 0; j < results.size(); j++) {
                meetings.add(new Meeting(
                        0,
                        i,
                        operands.size() + j,
                        distance(task, operands.get(i), results.get(j), Traversal.FORWARD),
                        distance(task, operands.get(i), results.get(j), Traversal.REVERSE)));
            }
        }
        return meetings;
    }

    private Distance distance(int task, int operand, int result, Traversal traversal) {
        return machine.traversals().contains(traversal)
                ? problem.overlaps().of(task, operand, result, traversal)
                : Distance.FREE;
    }
}
