package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** Collects findings: keeps the first few and counts all. */
final class Findings {

    private static final int KEPT = 20;

    private final List<Finding> kept = new ArrayList<>();
    private long total;

    void add(Finding finding) {
        addMany(finding, 1);
    }

    /** One finding that stands for several. */
    void addMany(Finding finding, long count) {
        total += count;
        if (kept.size() < KEPT) {
            kept.add(finding);
        }
    }

    void mismatch(int step, String where, Object found, Object expected) {
        add(new Finding.Mismatch(step, where, found.toString(), expected.toString()));
    }

    boolean isEmpty() {
        return total == 0;
    }

    CheckReport.Unsafe report() {
        return new CheckReport.Unsafe(ImmutableList.copyOf(kept), total);
    }
}
