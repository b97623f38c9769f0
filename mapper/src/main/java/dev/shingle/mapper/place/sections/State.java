package dev.shingle.mapper.place.sections;

import java.util.Arrays;

/**
 * What the search knows at a node: which buffers are placed, how high every section is filled, and how low every other
 * buffer could lie at best. All of it can be taken back, step by step.
 *
 * <pre>
 *   section    0    1    2
 *            |    |    |bbbb|
 *            |    |    |bbbb|  floor of 2 = top of 2 = end of b
 *            |    |::::|::::|  floor of 1: nothing can rest lower (a hole between top and floor)
 *            |aaaa|aaaa|    |  top of 0 and 1 = end of a
 * </pre>
 *
 * Invariants: every unplaced buffer of section s will lie at {@code floor[s]} or higher; {@code low[b]} is at least the
 * floor of every section of b; {@code rest[b]} is where b would land if it were dropped now.
 */
final class State {

    final Sections sections;
    final long capacity;

    final long[] size;
    final long[] alignment;
    final boolean[] isFixed;
    /** The highest offset that leaves the buffer below the capacity, or its fixed offset. */
    final long[] latest;

    final long[] low;
    final long[] rest;
    final long[] offset;
    final boolean[] isPlaced;

    final long[] floor;
    final long[] top;
    final long[] remaining;
    /**
     * No suffix of the section (what cannot lie lower than some height, on top of that height) ends higher than the capacity
     * minus this. Raising a buffer by some bytes raises the highest suffix by no more, so that it is only worked out anew
     * once this falls below zero.
     */
    final long[] spare;
    /** No unplaced buffer of the section has a higher lowest offset. */
    final long[] highestLow;
    /** Unplaced buffers of section s are {@code member[firstMember[s]]} and so on, {@code unplaced[s]} of them. */
    final int[] unplaced;

    final int[] firstMember;
    final int[] member;
    /** Unplaced buffers that live on both sides of the border between sections s and s + 1. */
    final int[] crossing;
    /** Sum of the codes of the unplaced buffers that begin in section s. */
    final long[] code;

    private final int[] memberIncidence;
    private final int[] position;
    private final long[] bufferCode;

    final int[] dirty;
    int dirtyCount;
    private final boolean[] isDirty;
    /** The number of the placing that last touched a section. */
    private final int[] placing;

    private int placings;
    /** Some buffer has no place left. */
    private boolean isBroken;

    private final Trail trail = new Trail();

    State(Sections sections, long capacity) {
        this.sections = sections;
        this.capacity = capacity;
        int n = sections.rectangles.count();
        size = new long[n];
        alignment = new long[n];
        isFixed = new boolean[n];
        latest = new long[n];
        low = new long[n];
        rest = new long[n];
        offset = new long[n];
        isPlaced = new boolean[n];
        bufferCode = new long[n];
        floor = new long[sections.count];
        top = new long[sections.count];
        remaining = sections.load.clone();
        placing = new int[sections.count];
        spare = new long[sections.count];
        highestLow = new long[sections.count];
        Arrays.fill(spare, -1);
        Arrays.fill(highestLow, capacity);
        unplaced = sections.population.clone();
        firstMember = new int[sections.count + 1];
        member = new int[sections.sectionOf.length];
        memberIncidence = new int[member.length];
        position = new int[member.length];
        crossing = new int[Math.max(0, sections.count)];
        code = new long[sections.count];
        dirty = new int[sections.count];
        isDirty = new boolean[sections.count];
        copyBuffers();
        fillMembers();
        markAllDirty();
    }

    void markAllDirty() {
        for (int s = 0; s < sections.count; s++) {
            markDirty(s);
        }
    }

    private void copyBuffers() {
        Rectangles rectangles = sections.rectangles;
        for (int b = 0; b < size.length; b++) {
            size[b] = rectangles.size(b);
            alignment[b] = rectangles.alignment(b);
            isFixed[b] = rectangles.isFixed(b);
            latest[b] = isFixed[b] ? rectangles.fixedOffset(b) : capacity - size[b];
            low[b] = isFixed[b] ? latest[b] : 0;
            bufferCode[b] = Codes.mix(b + 1L);
            code[sections.first[b]] += bufferCode[b];
            for (int s = sections.first[b]; s < sections.last[b]; s++) {
                crossing[s]++;
            }
        }
    }

    private void fillMembers() {
        for (int s = 0; s < sections.count; s++) {
            firstMember[s + 1] = firstMember[s] + unplaced[s];
        }
        int[] next = firstMember.clone();
        for (int b = 0; b < size.length; b++) {
            for (int i = sections.firstIncidence[b]; i < sections.firstIncidence[b + 1]; i++) {
                int at = next[sections.sectionOf[i]]++;
                member[at] = b;
                memberIncidence[at] = i;
                position[i] = at;
            }
        }
    }

    /** Lays the buffer at its lowest offset. Sections about which something can be concluded become dirty. */
    void place(int buffer) {
        long end = low[buffer] + size[buffer];
        offset[buffer] = low[buffer];
        isPlaced[buffer] = true;
        code[sections.first[buffer]] -= bufferCode[buffer];
        for (int s = sections.first[buffer]; s < sections.last[buffer]; s++) {
            crossing[s]--;
        }
        placings++;
        int first = sections.firstIncidence[buffer];
        int last = sections.firstIncidence[buffer + 1];
        for (int i = first; i < last; i++) {
            int s = sections.sectionOf[i];
            remove(i, s);
            remaining[s] -= size[buffer];
            placing[s] = placings;
            trail.push(Trail.SPARE, s, spare[s]);
            trail.push(Trail.TOP, s, top[s]);
            top[s] = Math.max(top[s], end);
            // What lay lower now starts at the end, and what lay higher still does.
            spare[s] = Math.min(spare[s], capacity - end - remaining[s]);
        }
        trail.push(Trail.PLACED, buffer, 0);
        for (int i = first; i < last; i++) {
            pushUp(sections.sectionOf[i], end);
        }
    }

    private void pushUp(int section, long end) {
        int from = firstMember[section];
        long lowest = Long.MAX_VALUE;
        for (int m = from + unplaced[section] - 1; m >= from; m--) {
            int b = member[m];
            if (rest[b] < end) {
                trail.push(Trail.REST, b, rest[b]);
                rest[b] = isFixed[b] ? end : aligned(b, end);
            }
            if (low[b] < end) {
                raiseLow(b, end, end);
            }
            lowest = Math.min(lowest, low[b]);
        }
        if (lowest != Long.MAX_VALUE) {
            setFloor(section, Math.max(floor[section], lowest));
            markIfConclusive(section);
        }
    }

    /** The buffer cannot lie lower than this. Sections about which something can be concluded become dirty. */
    void raiseLow(int buffer, long least) {
        placings++;
        raiseLow(buffer, least, 0);
    }

    /** In sections of the buffer just placed everything up to its end is accounted for. */
    private void raiseLow(int buffer, long least, long placedEnd) {
        long old = low[buffer];
        long raised = isFixed[buffer] ? least : aligned(buffer, least);
        trail.push(Trail.LOW, buffer, old);
        low[buffer] = raised;
        isBroken |= raised > latest[buffer];
        for (int i = sections.firstIncidence[buffer]; i < sections.firstIncidence[buffer + 1]; i++) {
            int s = sections.sectionOf[i];
            spare[s] -= raised - (placing[s] == placings ? placedEnd : old);
            highestLow[s] = Math.max(highestLow[s], raised);
            if (old <= floor[s]) {
                markDirty(s);
            } else {
                markIfConclusive(s);
            }
        }
    }

    private void markIfConclusive(int section) {
        if (spare[section] < 0 || highestLow[section] > capacity - remaining[section] || isBroken) {
            markDirty(section);
        }
    }

    void setSpare(int section, long bytes) {
        trail.push(Trail.SPARE, section, spare[section]);
        spare[section] = bytes;
    }

    boolean isBroken() {
        return isBroken;
    }

    void setFloor(int section, long height) {
        if (floor[section] != height) {
            trail.push(Trail.FLOOR, section, floor[section]);
            floor[section] = height;
        }
    }

    long aligned(int buffer, long least) {
        long alignment = this.alignment[buffer];
        return alignment == 1 ? least : (least + alignment - 1) / alignment * alignment;
    }

    private void markDirty(int section) {
        if (!isDirty[section]) {
            isDirty[section] = true;
            dirty[dirtyCount++] = section;
        }
    }

    /** Takes a section out of the dirty ones; it may become dirty again. */
    int takeDirty() {
        int section = dirty[--dirtyCount];
        isDirty[section] = false;
        return section;
    }

    void clearDirty() {
        while (dirtyCount > 0) {
            takeDirty();
        }
    }

    boolean isCandidate(int buffer, long height) {
        return low[buffer] == height && (rest[buffer] == height || (isFixed[buffer] && rest[buffer] < height));
    }

    int mark() {
        return trail.size();
    }

    /** Takes back everything since the mark. */
    void undo(int mark) {
        clearDirty();
        isBroken = false;
        while (trail.size() > mark) {
            trail.pop();
            int at = trail.poppedIndex();
            switch (trail.poppedKind()) {
                case Trail.LOW -> lowerAgain(at, trail.poppedValue());
                case Trail.SPARE -> spare[at] = trail.poppedValue();
                case Trail.REST -> rest[at] = trail.poppedValue();
                case Trail.FLOOR -> floor[at] = trail.poppedValue();
                case Trail.TOP -> top[at] = trail.poppedValue();
                default -> takeBack(at);
            }
        }
    }

    private void lowerAgain(int buffer, long old) {
        long bytes = low[buffer] - old;
        low[buffer] = old;
        for (int i = sections.firstIncidence[buffer]; i < sections.firstIncidence[buffer + 1]; i++) {
            spare[sections.sectionOf[i]] += bytes;
        }
    }

    private void takeBack(int buffer) {
        isPlaced[buffer] = false;
        code[sections.first[buffer]] += bufferCode[buffer];
        for (int s = sections.first[buffer]; s < sections.last[buffer]; s++) {
            crossing[s]++;
        }
        for (int i = sections.firstIncidence[buffer]; i < sections.firstIncidence[buffer + 1]; i++) {
            int s = sections.sectionOf[i];
            remaining[s] += size[buffer];
            highestLow[s] = Math.max(highestLow[s], low[buffer]);
            int at = firstMember[s] + unplaced[s]++;
            member[at] = buffer;
            memberIncidence[at] = i;
            position[i] = at;
        }
    }

    private void remove(int incidence, int section) {
        int at = position[incidence];
        int end = firstMember[section] + --unplaced[section];
        member[at] = member[end];
        memberIncidence[at] = memberIncidence[end];
        position[memberIncidence[at]] = at;
    }

    /** The lowest offset in a section that is not empty. */
    long lowest(int section) {
        long lowest = Long.MAX_VALUE;
        for (int m = firstMember[section] + unplaced[section] - 1; m >= firstMember[section]; m--) {
            lowest = Math.min(lowest, low[member[m]]);
        }
        return lowest;
    }

    /** Sorts the unplaced buffers of a section by their lowest offsets; they are nearly sorted most of the time. */
    void sortByLow(int section) {
        int from = firstMember[section];
        int to = from + unplaced[section];
        for (int i = from + 1; i < to; i++) {
            int b = member[i];
            long key = low[b];
            int j = i - 1;
            if (low[member[j]] <= key) {
                continue;
            }
            int incidence = memberIncidence[i];
            while (j >= from && low[member[j]] > key) {
                member[j + 1] = member[j];
                memberIncidence[j + 1] = memberIncidence[j];
                position[memberIncidence[j]] = j + 1;
                j--;
            }
            member[j + 1] = b;
            memberIncidence[j + 1] = incidence;
            position[incidence] = j + 1;
        }
    }

    long[] offsets() {
        return Arrays.copyOf(offset, offset.length);
    }
}
