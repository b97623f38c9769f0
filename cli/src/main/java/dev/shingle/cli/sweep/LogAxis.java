package dev.shingle.cli.sweep;

import com.google.common.collect.ImmutableList;
import java.util.Locale;

/**
 * A logarithmic axis from {@code low} to {@code high}, both powers of ten or 2 or 5 times one, so that ticks stand at its
 * ends.
 */
record LogAxis(double low, double high, int pixels) {

    private static final double[] MANTISSAS = {1, 2, 5};
    private static final int MOST_TICKS = 7;

    static LogAxis around(double least, double most, int pixels) {
        double low = tickBelow(least);
        double high = tickAbove(most);
        return new LogAxis(low, high > low ? high : low * 10, pixels);
    }

    private static double tickBelow(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double tick = decade;
        for (double mantissa : MANTISSAS) {
            tick = decade * mantissa <= value ? decade * mantissa : tick;
        }
        return tick;
    }

    private static double tickAbove(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double mantissa : MANTISSAS) {
            if (decade * mantissa >= value) {
                return decade * mantissa;
            }
        }
        return decade * 10;
    }

    /** Pixels from the axis' start. */
    double at(double value) {
        return pixels * Math.log(value / low) / Math.log(high / low);
    }

    /** Powers of ten, with 2 and 5 between them if there is room. */
    ImmutableList<Double> ticks() {
        ImmutableList<Double> fine = ticks(MANTISSAS);
        return fine.size() <= MOST_TICKS ? fine : ticks(new double[] {1});
    }

    private ImmutableList<Double> ticks(double[] mantissas) {
        ImmutableList.Builder<Double> ticks = ImmutableList.builder();
        int decades = (int) Math.ceil(Math.log10(high / low)) + 1;
        double first = Math.pow(10, Math.floor(Math.log10(low)));
        for (int i = 0; i <= decades; i++) {
            for (double mantissa : mantissas) {
                double tick = first * Math.pow(10, i) * mantissa;
                if (tick >= low * 0.999 && tick <= high * 1.001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks.build();
    }

    /** {@code 20}, {@code 5 k}, {@code 2 M}, {@code 1 G}. */
    static String label(double tick) {
        String[] suffixes = {"", " k", " M", " G", " T"};
        double value = tick;
        int suffix = 0;
        while (value >= 999.5 && suffix + 1 < suffixes.length) {
            value /= 1000;
            suffix++;
        }
        String number = value >= 0.999
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
        return number + suffixes[suffix];
    }
}
