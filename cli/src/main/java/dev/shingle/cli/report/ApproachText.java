package dev.shingle.cli.report;

import dev.shingle.api.picture.Approach;
import dev.shingle.api.picture.MemoryPicture;
import dev.shingle.mapper.machine.Traversal;

/** A distance in one sentence, seen from one of the two buffers. */
final class ApproachText {

    private ApproachText() {}

    static String describe(Approach approach, String buffer, MemoryPicture picture) {
        boolean isResult = approach.result().equals(buffer);
        String other = NameText.shortened(picture.shortName(isResult ? approach.operand() : approach.result()));
        String relation = isResult ? "laid over " + other : other + " is laid over it";
        if (approach.distanceBytes().isEmpty()) {
            return relation + ": any distance is safe";
        }
        String letter = approach.traversal() == Traversal.FORWARD ? "D" : "E";
        String distance =
                letter + " = " + NumberText.bytes(approach.distanceBytes().getAsLong());
        return approach.slackBytes().isPresent()
                ? relation + ": " + distance + ", slack "
                        + NumberText.bytes(approach.slackBytes().getAsLong())
                : (isResult ? "apart from " : "kept apart from ") + other + ": " + distance;
    }
}
