package dev.shingle.networks.quantize;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;

/** Least and greatest real number seen in each channel of a tensor. */
public record ChannelRanges(ImmutableDoubleArray least, ImmutableDoubleArray greatest) {

    public ChannelRanges {
        checkArgument(least.length() == greatest.length() && !least.isEmpty(), "ranges of different lengths");
        for (int i = 0; i < least.length(); i++) {
            checkArgument(least.get(i) <= greatest.get(i), "channel %s from %s to %s", i, least, greatest);
        }
    }

    int channels() {
        return least.length();
    }

    /** Greatest distance from zero in a channel. */
    double magnitude(int channel) {
        return Math.max(-least.get(channel), greatest.get(channel));
    }

    /** Every channel divided by a number of its own, above zero. */
    ChannelRanges dividedBy(double[] divisors) {
        ImmutableDoubleArray.Builder low = ImmutableDoubleArray.builder();
        ImmutableDoubleArray.Builder high = ImmutableDoubleArray.builder();
        for (int i = 0; i < channels(); i++) {
            low.add(least.get(i) / divisors[i]);
            high.add(greatest.get(i) / divisors[i]);
        }
        return new ChannelRanges(low.build(), high.build());
    }
}
