package dev.shingle.mapper.machine;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.MachineQuestion.Answer;

/**
 * Five questions that lead from a piece of hardware to its description. Data only; who asks and prints them is elsewhere.
 */
public final class MachineChooser {

    private static final ImmutableList<MachineQuestion> QUESTIONS =
            ImmutableList.of(written(), readAgain(), directions(), wrapping(), storage());

    private MachineChooser() {}

    /** The questions, in the order in which to ask them. */
    public static ImmutableList<MachineQuestion> questions() {
        return QUESTIONS;
    }

    /** The mistake to warn of, and the reason. */
    public static String costliestMistake() {
        return "Do not take a GROUP machine for a PIXEL machine. A PIXEL machine reads a window once and then writes all"
                + " channels of the output pixel. A GROUP machine writes some channels, then reads the same window again"
                + " for the next ones: by then its own first channels may lie on input that it still needs. A plan for"
                + " PIXEL may let them: the distance that a GROUP machine needs is up to (K-1)*G words larger for a"
                + " convolution of K groups of G channels. Such a plan fits, runs, and computes wrong numbers without"
                + " any error. The other way round only wastes those words. If in doubt, choose GROUP.";
    }

    private static MachineQuestion written() {
        return new MachineQuestion(
                "What does your engine write to the scratchpad at once, when the reads for it are done?",
                "The sooner results are written, the more of the input is still needed and the farther apart the two"
                        + " must lie.",
                ImmutableList.of(
                        answer("one element", "write: {unit: group, channels: 1}", "tflm-element"),
                        answer(
                                "some channels of one pixel, as many as it has lanes",
                                "write: {unit: group, channels: LANES}",
                                "lane8-group",
                                "reference-p2",
                                "reference-p4",
                                "reference-p8",
                                "reference-p16"),
                        answer(
                                "all channels of one pixel",
                                "write: {unit: pixel}",
                                "byte-pixel",
                                "forward-linear",
                                "circular"),
                        answer("a rectangle of pixels", "write: {unit: tile, rows: R, columns: C}"),
                        answer("a row that was staged in a buffer of its own", "write: {unit: row}", "row"),
                        answer("the whole tensor, from a memory of its own", "write: {unit: tensor}")));
    }

    private static MachineQuestion readAgain() {
        return new MachineQuestion(
                "Does it read the window from the scratchpad again for the next channels of the same pixel?",
                costliestMistake(),
                ImmutableList.of(
                        answer(
                                "yes, for every group of channels",
                                "write: {unit: group, channels: LANES}",
                                "tflm-element",
                                "lane8-group",
                                "reference-p2",
                                "reference-p4",
                                "reference-p8",
                                "reference-p16"),
                        answer(
                                "no, the window is kept in registers until all channels are computed and written",
                                "write: {unit: pixel}",
                                "byte-pixel",
                                "forward-linear",
                                "circular"),
                        answer(
                                "no, whole input rows are kept and every word is read once",
                                "lineBufferRows: ROWS",
                                "line-buffer")));
    }

    private static MachineQuestion directions() {
        return new MachineQuestion(
                "In which directions can it walk through a layer?",
                "With both directions, layers can take turns: one pushes the data down, the next one up. With one"
                        + " direction only they drift, and linear addresses cost more.",
                ImmutableList.of(
                        answer(
                                "first pixel to last only",
                                "traversals: [forward]",
                                "tflm-element",
                                "forward-linear",
                                "circular"),
                        answer(
                                "also last to first; within a pixel the channel groups count down then",
                                "traversals: [forward, reverse], reverseGroupOrder: descending",
                                "byte-pixel",
                                "lane8-group",
                                "row",
                                "line-buffer",
                                "reference-p2",
                                "reference-p4",
                                "reference-p8",
                                "reference-p16"),
                        answer(
                                "also last to first; within a pixel the channel groups still count up (an incrementing"
                                        + " weight pointer)",
                                "traversals: [forward, reverse], reverseGroupOrder: ascending")));
    }

    private static MachineQuestion wrapping() {
        return new MachineQuestion(
                "Can its addresses wrap around the end of the scratchpad?",
                "With wrapping addresses every chain reaches its bound, even forward only. All that touches the"
                        + " scratchpad must wrap, the ports of host and camera too.",
                ImmutableList.of(
                        answer(
                                "no",
                                "addressing: linear",
                                "byte-pixel",
                                "tflm-element",
                                "forward-linear",
                                "lane8-group",
                                "row",
                                "line-buffer",
                                "reference-p2",
                                "reference-p4",
                                "reference-p8",
                                "reference-p16"),
                        answer("yes, everywhere", "addressing: circular", "circular")));
    }

    private static MachineQuestion storage() {
        return new MachineQuestion(
                "How are the channels of a pixel stored in words?",
                "A word is written as a whole, and padding takes room: both decide how large tensors are and which"
                        + " elements get lost together.",
                ImmutableList.of(
                        answer(
                                "densely, byte after byte",
                                "wordBits: 8, channelPadding: 1",
                                "byte-pixel",
                                "tflm-element",
                                "forward-linear",
                                "circular",
                                "lane8-group",
                                "row",
                                "line-buffer"),
                        answer(
                                "padded to whole words of P channels",
                                "wordBits: 8 * P (for int8), channelPadding: P",
                                "reference-p2",
                                "reference-p4",
                                "reference-p8",
                                "reference-p16"),
                        answer(
                                "padded, but input frames of fewer channels than a word are packed",
                                "the same and denseFrames: true",
                                "reference-p2",
                                "reference-p4",
                                "reference-p8",
                                "reference-p16")));
    }

    private static Answer answer(String text, String meaning, String... presets) {
        return new Answer(text, meaning, ImmutableList.copyOf(presets));
    }
}
