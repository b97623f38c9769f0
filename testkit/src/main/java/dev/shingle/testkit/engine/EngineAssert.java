package dev.shingle.testkit.engine;

import com.google.common.collect.ImmutableList;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractAssert;

/**
 * What may be said of an engine that has run a layer. Offsets are {@code start(input) - start(output)} in words, positive if
 * the input starts above the output.
 */
public final class EngineAssert extends AbstractAssert<EngineAssert, AccessLog> {

    private final String layer;

    EngineAssert(AccessLog log, String layer) {
        super(log, EngineAssert.class);
        this.layer = layer;
    }

    /** At this offset the engine reads only words that are still there. */
    public EngineAssert isSafeAt(long offset) {
        ImmutableList<LostWord> lost = TaggedMemory.lostWords(actual, offset);
        if (!lost.isEmpty()) {
            throw failure(
                    "%s%nwith its input starting %s words above its output, the engine loses %s of the words that it reads:%n"
                            + "  first %s%n  safe from %s words on",
                    layer, offset, lost.size(), lost.get(0), inWords(actual.leastOffset()));
        }
        return this;
    }

    /** At this offset and at every greater one. */
    public EngineAssert isSafeFrom(long offset) {
        isSafeAt(offset);
        OptionalLong least = actual.leastOffset();
        if (least.isPresent() && offset < least.getAsLong()) {
            throw failure(
                    "%s%nsafe at %s words, but not at every greater offset: at %s words a word is lost",
                    layer, offset, least.getAsLong() - 1);
        }
        return this;
    }

    /** At this offset a word is lost, so whoever claims that it is safe is wrong. */
    public EngineAssert losesAWordAt(long offset) {
        if (TaggedMemory.lostWords(actual, offset).isEmpty()) {
            throw failure("%s%nno word is lost at %s words", layer, offset);
        }
        return this;
    }

    /**
     * Safe from this offset on, and not one word earlier: no memory is given away. Engines that read nothing after their
     * first write are content with any offset, and so is this.
     */
    public EngineAssert isTightAt(long offset) {
        isSafeFrom(offset);
        OptionalLong least = actual.leastOffset();
        if (least.isPresent() && offset > least.getAsLong()) {
            throw failure("%s%n%s words are more than needed: safe from %s words on", layer, offset, least.getAsLong());
        }
        return this;
    }

    /** The mirrored case: with the output starting so many words above the input, or more, no word is lost. */
    public EngineAssert isSafeWithOutputAboveBy(long words) {
        isSafeAt(Math.negateExact(words));
        OptionalLong greatest = actual.greatestNegativeOffset();
        if (greatest.isPresent() && -words > greatest.getAsLong()) {
            throw failure(
                    "%s%nsafe with the output %s words above, but not with more: at %s words a word is lost",
                    layer, words, -greatest.getAsLong() - 1);
        }
        return this;
    }

    private static String inWords(OptionalLong offset) {
        return offset.isPresent() ? String.valueOf(offset.getAsLong()) : "any number of";
    }
}
