package dev.shingle.sim.cycles;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.LoopOrder;
import dev.shingle.mapper.plan.TensorUse;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the channels of a pixel into what the lanes take at once. An engine that keeps the accumulators of all groups writes a
 * pixel as one group: what several groups need is fetched once and issued several times.
 */
final class OutputGroups {

    private final int inputLanes;
    private final int outputLanes;
    private final boolean isOneGroup;
    private final int channels;

    OutputGroups(Engine engine, int channels) {
        this.inputLanes = engine.inputLanes();
        this.outputLanes = engine.outputLanes();
        this.isOneGroup = engine.loopOrder() == LoopOrder.WINDOW_GROUP;
        this.channels = channels;
    }

    /** All lanes work: every output channel needs every input channel of its convolution group. A dense frame gives one channel a cycle. */
    ImmutableList<OutputGroup> convolution(int inputChannels, int convolutionGroups, boolean isDense) {
        int outputs = channels / convolutionGroups;
        int inputs = inputChannels / convolutionGroups;
        int issues = isOneGroup ? pieces(outputs, outputLanes) : 1;
        ImmutableList.Builder<OutputGroup> groups = ImmutableList.builder();
        for (int i = 0; i < convolutionGroups; i++) {
            int stride = isOneGroup ? outputs : outputLanes;
            for (int first = 0; first < outputs; first += stride) {
                int end = Math.min(first + stride, outputs);
                groups.add(new OutputGroup(
                        ImmutableList.of(
                                inputRuns(i * inputs, (i + 1) * inputs, isDense ? 1 : inputLanes, issues, end - first)),
                        i * outputs + first,
                        i * outputs + end,
                        issues));
            }
        }
        return merged(groups.build());
    }

    private ImmutableList<ReadRun> inputRuns(int firstInput, int endInput, int stride, int issues, int outputs) {
        ImmutableList.Builder<ReadRun> runs = ImmutableList.builder();
        for (int first = firstInput; first < endInput; first += stride) {
            int end = Math.min(first + stride, endInput);
            runs.add(new ReadRun(first, end, issues, (long) (end - first) * outputs));
        }
        return runs.build();
    }

    /** One multiplier of an output lane works: each output channel needs one input channel. */
    ImmutableList<OutputGroup> depthwise(int multiplier) {
        return laneByLane((first, end) -> ImmutableList.of(
                ImmutableList.of(new ReadRun(first / multiplier, (end - 1) / multiplier + 1, 1, (long) end - first))));
    }

    /** No multiplier works: each output channel needs the same channel of the operand. */
    ImmutableList<OutputGroup> channelwise() {
        return laneByLane((first, end) -> ImmutableList.of(ImmutableList.of(new ReadRun(first, end, 1, 0))));
    }

    /** The same for several operands, of which some may have a single channel for all. */
    ImmutableList<OutputGroup> elementwise(ImmutableList<TensorUse> operands) {
        return laneByLane((first, end) -> operands.stream()
                .map(use -> ImmutableList.of(
                        use.shape().channels() == 1 ? new ReadRun(0, 1, 1, 0) : new ReadRun(first, end, 1, 0)))
                .collect(toImmutableList()));
    }

    private ImmutableList<OutputGroup> laneByLane(ReadsOfRun reads) {
        ImmutableList.Builder<OutputGroup> groups = ImmutableList.builder();
        for (int first = 0; first < channels; first += outputLanes) {
            int end = Math.min(first + outputLanes, channels);
            groups.add(new OutputGroup(reads.of(first, end), first, end, 1));
        }
        return merged(groups.build());
    }

    private ImmutableList<OutputGroup> merged(ImmutableList<OutputGroup> groups) {
        if (!isOneGroup) {
            return groups;
        }
        List<ImmutableList<ReadRun>> reads = new ArrayList<>();
        for (int operand = 0; operand < groups.get(0).reads().size(); operand++) {
            int index = operand;
            reads.add(groups.stream()
                    .flatMap(group -> group.reads().get(index).stream())
                    .collect(toImmutableList()));
        }
        int parts = groups.stream().mapToInt(OutputGroup::parts).sum();
        return ImmutableList.of(new OutputGroup(ImmutableList.copyOf(reads), 0, channels, parts));
    }

    private static int pieces(int size, int piece) {
        return (size + piece - 1) / piece;
    }

    /** What a run of output channels reads, for each operand. */
    @FunctionalInterface
    private interface ReadsOfRun {
        ImmutableList<ImmutableList<ReadRun>> of(int first, int end);
    }
}
