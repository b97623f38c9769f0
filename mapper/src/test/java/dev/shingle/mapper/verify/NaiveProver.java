package dev.shingle.mapper.verify;

import static dev.shingle.mapper.plan.Certificate.ORIGIN;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.Contradiction;
import dev.shingle.mapper.plan.Certificate.Direction;
import dev.shingle.mapper.plan.Certificate.DirectionCase;
import dev.shingle.mapper.plan.Certificate.Order;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Certificate.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Refutes one capacity of a tiny problem by trying every direction and every order, depth first. A branch ends where
 * the differences known so far have a cycle that adds up to more than 0 (Bellman-Ford). Slow, and its trees are large.
 */
final class NaiveProver {

    private final ClearanceTable table;
    private final long capacity;
    private final long grain;
    private final int nodes;
    private final long[] lowest;
    private final long[] highest;
    private final Map<Integer, Traversal> directions = new HashMap<>();
    private final List<int[]> orders = new ArrayList<>();
    private final List<int[]> questions = new ArrayList<>();

    NaiveProver(ClearanceTable table, long capacity, Random random) {
        this.table = table;
        this.capacity = capacity;
        this.grain = table.isCircular() ? 1 : table.alignmentWords();
        this.nodes = table.buffers() + 1;
        this.lowest = new long[table.buffers()];
        this.highest = new long[table.buffers()];
        for (int buffer = 0; buffer < table.buffers(); buffer++) {
            highest[buffer] =
                    Math.floorDiv(capacity - (table.isCircular() ? 1 : table.sizeWords(buffer)), grain) * grain;
        }
        for (int a = 0; a < table.buffers(); a++) {
            for (int b = a + 1; b < table.buffers(); b++) {
                if (table.liveTogether(a, b)) {
                    questions.add(random.nextBoolean() ? new int[] {a, b} : new int[] {b, a});
                }
            }
        }
        Collections.shuffle(questions, random);
    }

    /** Only starts within a range are to be refuted. */
    NaiveProver startingWithin(int buffer, long first, long last) {
        lowest[buffer] = Math.max(lowest[buffer], Math.floorDiv(first + grain - 1, grain) * grain);
        highest[buffer] = Math.min(highest[buffer], Math.floorDiv(last, grain) * grain);
        return this;
    }

    /** Why nothing fits; empty if something does. */
    Optional<ProofTree> refute() {
        if (!table.isCircular()) {
            return prove(0);
        }
        startingWithin(0, 0, 0);
        return prove(0).map(proof -> new Certificate.Pinned(0, proof));
    }

    private Optional<ProofTree> prove(int question) {
        Optional<ProofTree> leaf = contradiction();
        if (leaf.isPresent() || question == questions.size()) {
            return leaf;
        }
        int a = questions.get(question)[0];
        int b = questions.get(question)[1];
        int step = table.decidingStep(a, b);
        boolean isOpen =
                step != ClearanceTable.NO_STEP && table.traversals().size() > 1 && !directions.containsKey(step);
        return isOpen ? byDirection(step, question) : byOrder(a, b, question);
    }

    private Optional<ProofTree> byDirection(int step, int question) {
        ImmutableList.Builder<DirectionCase> cases = ImmutableList.builder();
        for (Traversal traversal : table.traversals()) {
            directions.put(step, traversal);
            Optional<ProofTree> proof = prove(question);
            directions.remove(step);
            if (proof.isEmpty()) {
                return proof;
            }
            cases.add(new DirectionCase(traversal, proof.get()));
        }
        return Optional.of(new Direction(step, cases.build()));
    }

    private Optional<ProofTree> byOrder(int a, int b, int question) {
        ImmutableList.Builder<Turn> cases = ImmutableList.builder();
        for (int turns : table.isCircular() ? new int[] {-2, -1, 0, 1} : new int[] {0, 1}) {
            orders.add(new int[] {a, b, turns});
            Optional<ProofTree> proof = prove(question + 1);
            orders.remove(orders.size() - 1);
            if (proof.isEmpty()) {
                return proof;
            }
            cases.add(new Turn(turns, proof.get()));
        }
        return Optional.of(new Order(a, b, cases.build()));
    }

    private long clearance(int below, int above) {
        int step = table.decidingStep(below, above);
        Traversal direction =
                directions.getOrDefault(step, table.traversals().iterator().next());
        long words = table.clearanceWords(below, above, direction);
        return -Math.floorDiv(-words, grain) * grain;
    }

    /** A difference start(to) - start(from); node 0 is the origin. */
    private record Edge(int from, int to, long words) {}

    private List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int buffer = 0; buffer < table.buffers(); buffer++) {
            edges.add(new Edge(0, buffer + 1, lowest[buffer]));
            edges.add(new Edge(buffer + 1, 0, -highest[buffer]));
        }
        for (int[] order : orders) {
            int a = order[0];
            int b = order[1];
            if (table.isCircular()) {
                edges.add(new Edge(a + 1, b + 1, clearance(a, b) + order[2] * capacity));
                edges.add(new Edge(b + 1, a + 1, clearance(b, a) - (order[2] + 1) * capacity));
            } else if (order[2] == 0) {
                edges.add(new Edge(a + 1, b + 1, clearance(a, b)));
            } else {
                edges.add(new Edge(b + 1, a + 1, clearance(b, a)));
            }
        }
        return edges;
    }

    private Optional<ProofTree> contradiction() {
        long[] starts = new long[nodes];
        int[] raisedBy = new int[nodes];
        List<Edge> edges = edges();
        int raised = -1;
        for (int round = 0; round <= nodes; round++) {
            raised = -1;
            for (Edge edge : edges) {
                if (starts[edge.from()] + edge.words() > starts[edge.to()]) {
                    starts[edge.to()] = starts[edge.from()] + edge.words();
                    raisedBy[edge.to()] = edge.from();
                    raised = edge.to();
                }
            }
            if (raised < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new Contradiction(cycleBehind(raised, raisedBy)));
    }

    private ImmutableList<Integer> cycleBehind(int node, int[] raisedBy) {
        int on = node;
        for (int i = 0; i < nodes; i++) {
            on = raisedBy[on];
        }
        List<Integer> cycle = new ArrayList<>();
        int at = on;
        do {
            cycle.add(0, at == 0 ? ORIGIN : at - 1);
            at = raisedBy[at];
        } while (at != on);
        return ImmutableList.copyOf(cycle);
    }
}
