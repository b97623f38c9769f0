package dev.shingle.testkit;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.TensorUse;
import java.util.Random;

/**
 * Makes operands and results of an operation parts of joint tensors: channels among the channels of others where the
 * words allow it, otherwise a stretch of words with others before and behind.
 */
final class RandomSlices {

    private final Random random;
    private final Layout layout;

    RandomSlices(Random random, Layout layout) {
        this.random = random;
        this.layout = layout;
    }

    /** The operation with two thirds of its operands and results sliced. */
    Operation some(Operation operation) {
        return new Operation(operation.operator(), some(operation.operands()), some(operation.results()));
    }

    private ImmutableList<TensorUse> some(ImmutableList<TensorUse> uses) {
        return uses.stream()
                .map(use -> use.isInScratchpad() && random.nextInt(3) > 0 ? sliced(use) : use)
                .collect(toImmutableList());
    }

    private TensorUse sliced(TensorUse use) {
        TensorLayout own = use.layoutOn(layout);
        boolean fillsWords = own.pixelBits() % own.wordBits() == 0;
        return use.as(fillsWords && random.nextInt(4) > 0 ? channelsOf(own) : stretchOf(own));
    }

    private Slice channelsOf(TensorLayout own) {
        int unit = channelsThatFillWords(own);
        int before = unit * random.nextInt(4);
        int stride = before + own.storedChannels() + unit * random.nextInt(4);
        long offsetWords = wordsOfOthers(own);
        long words = own.pixels() * stride * own.elementBits() / own.wordBits();
        return new Slice(offsetWords + words + wordsOfOthers(own), offsetWords, before, stride);
    }

    /** Words that other parts fill: with whole elements. */
    private long wordsOfOthers(TensorLayout own) {
        return (long) random.nextInt(4) * channelsThatFillWords(own) * own.elementBits() / own.wordBits();
    }

    private static int channelsThatFillWords(TensorLayout own) {
        int channels = 1;
        while (channels * own.elementBits() % own.wordBits() != 0) {
            channels++;
        }
        return channels;
    }

    /** The last word may be filled in part only if nothing follows. */
    private Slice stretchOf(TensorLayout own) {
        long offsetWords = wordsOfOthers(own);
        boolean fillsLast = own.pixels() * own.pixelBits() % own.wordBits() == 0;
        long behind = fillsLast ? wordsOfOthers(own) : 0;
        return new Slice(offsetWords + own.sizeWords() + behind, offsetWords, 0, own.pixelStride());
    }
}
