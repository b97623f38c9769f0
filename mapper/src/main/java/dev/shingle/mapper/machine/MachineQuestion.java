package dev.shingle.mapper.machine;

import com.google.common.collect.ImmutableList;

/**
 * A question about a piece of hardware that decides one part of its {@link Machine}.
 *
 * @param text the question, to somebody who built or chose the hardware
 * @param why what depends on the answer
 * @param answers what may be answered
 */
public record MachineQuestion(String text, String why, ImmutableList<Answer> answers) {

    /**
     * One of the possible answers.
     *
     * @param text in the words of the hardware
     * @param meaning what to write into the machine file, as {@code key: value}, or which question decides
     * @param presets presets for which this is the answer
     */
    public record Answer(String text, String meaning, ImmutableList<String> presets) {}
}
