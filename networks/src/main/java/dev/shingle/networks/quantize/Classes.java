package dev.shingle.networks.quantize;

import java.util.Arrays;

/** Numbers joined into classes (union-find with path halving); the least member names its class. */
final class Classes {

    private int[] parents = new int[64];
    private int size;

    /** New numbers, each a class of its own. */
    int add(int count) {
        int first = size;
        size = Math.addExact(size, count);
        if (size > parents.length) {
            parents = Arrays.copyOf(parents, Math.max(size, Math.multiplyExact(parents.length, 2)));
        }
        for (int i = first; i < size; i++) {
            parents[i] = i;
        }
        return first;
    }

    int find(int member) {
        int at = member;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    void join(int first, int second) {
        int a = find(first);
        int b = find(second);
        parents[Math.max(a, b)] = Math.min(a, b);
    }
}
