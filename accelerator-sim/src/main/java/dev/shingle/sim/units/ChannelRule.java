package dev.shingle.sim.units;

import com.google.common.base.Preconditions;
import dev.shingle.networks.Operator;

/** Which input channels the output channels {@code [first, end)} need; always one contiguous range. */
interface ChannelRule {

    int firstInput(int first, int end);

    int endInput(int first, int end);

    /** Every group reads all channels again. */
    static ChannelRule all(int channels) {
        return fixed(channels);
    }

    /** One channel that is broadcast to all. */
    static ChannelRule broadcast() {
        return fixed(1);
    }

    /** Output channel o is made from input channel o. */
    static ChannelRule own() {
        return depthwise(1);
    }

    /** Output channel o is made from input channel o / multiplier. */
    static ChannelRule depthwise(int multiplier) {
        return new ChannelRule() {
            @Override
            public int firstInput(int first, int end) {
                return first / multiplier;
            }

            @Override
            public int endInput(int first, int end) {
                return (end - 1) / multiplier + 1;
            }
        };
    }

    /** The groups of a {@link Operator.Convolution}: output channel o reads all of group o / (Co/groups). */
    static ChannelRule grouped(int groups, int inputChannels, int outputChannels) {
        Preconditions.checkArgument(
                inputChannels % groups == 0 && outputChannels % groups == 0,
                "%s groups do not divide %s input and %s output channels",
                groups,
                inputChannels,
                outputChannels);
        int inputsPerGroup = inputChannels / groups;
        int outputsPerGroup = outputChannels / groups;
        return new ChannelRule() {
            @Override
            public int firstInput(int first, int end) {
                return first / outputsPerGroup * inputsPerGroup;
            }

            @Override
            public int endInput(int first, int end) {
                return ((end - 1) / outputsPerGroup + 1) * inputsPerGroup;
            }
        };
    }

    /** Output channel c is made from {@code size} input channels around c, as many as there are. */
    static ChannelRule neighbours(int size, int channels) {
        return new ChannelRule() {
            @Override
            public int firstInput(int first, int end) {
                return Math.max(first - (size - 1) / 2, 0);
            }

            @Override
            public int endInput(int first, int end) {
                return (int) Math.min((long) end + size / 2, channels);
            }
        };
    }

    private static ChannelRule fixed(int endInput) {
        return new ChannelRule() {
            @Override
            public int firstInput(int first, int end) {
                return 0;
            }

            @Override
            public int endInput(int first, int end) {
                return endInput;
            }
        };
    }
}
