package dev.shingle.api.sweep;

import com.google.common.collect.ImmutableList;

/** The entries of a sweep's five lists as text: enough to call every point by its name. */
public record SweepAxes(
        ImmutableList<String> networks,
        ImmutableList<String> resolutions,
        ImmutableList<String> widths,
        ImmutableList<String> bits,
        ImmutableList<String> machines) {

    public SweepAxes {
        SweepSpec.requireTable(networks.size(), resolutions.size(), widths.size(), bits.size(), machines.size());
    }

    /** How many points there are. */
    public int size() {
        return networks.size() * resolutions.size() * widths.size() * bits.size() * machines.size();
    }

    /** {@code point 17 (camera-face, resolution 120x160, width native, bits 8, machine byte-pixel)}. */
    public String describe(int index) {
        int rest = index;
        String machine = machines.get(rest % machines.size());
        rest /= machines.size();
        String bit = bits.get(rest % bits.size());
        rest /= bits.size();
        String width = widths.get(rest % widths.size());
        rest /= widths.size();
        String resolution = resolutions.get(rest % resolutions.size());
        String network = networks.get(rest / resolutions.size());
        return "point %d (%s, resolution %s, width %s, bits %s, machine %s)"
                .formatted(index, network, resolution, width, bit, machine);
    }
}
