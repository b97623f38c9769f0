package dev.shingle.mapper.place.search;

import dev.shingle.mapper.plan.Certificate.ProofTree;
import java.util.BitSet;
import java.util.Optional;

/**
 * Why a set of decisions leads nowhere.
 *
 * @param tree the cases, unless there are too many to keep
 * @param nodes how many nodes the tree has
 * @param used the decisions that it rests on; with any others it is just as true
 * @param from least capacity for which every contradiction in it holds
 * @param to greatest such capacity
 */
record Refutation(Optional<ProofTree> tree, long nodes, BitSet used, long from, long to) {

    boolean uses(int decision) {
        return used.get(decision);
    }

    Refutation withoutTree() {
        return new Refutation(Optional.empty(), nodes, used, from, to);
    }
}
