package dev.shingle.mapper.plan.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Certificates to trees of JSON. A proof tree becomes a flat array: each node an array of its kind and numbers, followed by
 * its cases in order, each with all that is below it.
 *
 * <pre>
 *   order of 0 and 1                            [["order", 0, 1, 0, 1],
 *   |- 0 turns: cycle origin, 0, 1                ["cycle", -1, 0, 1],
 *   '- 1 turn:  cycle origin, 1, 0                ["cycle", -1, 1, 0]]
 * </pre>
 *
 * <p>So files are nested no deeper however deep the proof is, and nothing here recurses.
 */
final class ProofWriter {

    /** A proof of more numbers than that is too large for a plan file, which then goes without. */
    static final int MOST_NUMBERS = 2_000_000;

    static final String STEP = "step";
    static final String SEARCH = "search";
    static final String ORDER = "order";
    static final String DIRECTION = "direction";
    static final String LEMMA = "lemma";
    static final String CAPACITY = "capacity";
    static final String PINNED = "pinned";
    static final String CYCLE = "cycle";

    private int numbers;

    private ProofWriter() {}

    /** Empty if the certificate is too large. */
    static Optional<ObjectNode> write(Certificate certificate) {
        return new ProofWriter().object(certificate);
    }

    private Optional<ObjectNode> object(Certificate certificate) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (certificate instanceof Certificate.StepBound bound) {
            object.put("kind", STEP).put("lowerBoundWords", bound.lowerBoundWords());
            ArrayNode buffers = object.put("step", bound.step()).putArray("buffers");
            bound.buffers().forEach(buffers::add);
            return Optional.of(object);
        }
        Certificate.Exhausted search = (Certificate.Exhausted) certificate;
        object.put("kind", SEARCH).put("lowerBoundWords", search.lowerBoundWords());
        object.put("from", search.from()).put("step", search.step());
        ArrayNode lemmas = object.putArray("lemmas");
        for (Certificate.Lemma lemma : search.lemmas()) {
            write(lemma, lemmas.addObject());
        }
        write(search.refutation(), object.putArray("refutation"));
        return numbers > MOST_NUMBERS ? Optional.empty() : Optional.of(object);
    }

    private void write(Certificate.Lemma lemma, ObjectNode object) {
        ArrayNode starts = object.put("buffer", lemma.buffer()).putArray("starts");
        for (Certificate.StartRange range : lemma.starts()) {
            count(starts.addArray().add(range.first()).add(range.last()));
        }
        ArrayNode proofs = object.putArray("proofs");
        for (ProofTree proof : lemma.proofs()) {
            write(proof, proofs.addArray());
        }
    }

    private void write(ProofTree proof, ArrayNode nodes) {
        Deque<ProofTree> rest = new ArrayDeque<>();
        rest.push(proof);
        while (!rest.isEmpty() && numbers <= MOST_NUMBERS) {
            ProofTree next = rest.pop();
            count(write(next, nodes.addArray(), rest));
        }
    }

    private void count(ArrayNode node) {
        numbers += Math.min(MOST_NUMBERS, node.size());
    }

    private static ArrayNode write(ProofTree proof, ArrayNode node, Deque<ProofTree> rest) {
        if (proof instanceof Certificate.Contradiction contradiction) {
            node.add(CYCLE);
            contradiction.cycle().forEach(node::add);
        } else if (proof instanceof Certificate.Order order) {
            node.add(ORDER).add(order.a()).add(order.b());
            order.turns().forEach(turn -> node.add(turn.turns()));
            order.turns().reverse().forEach(turn -> rest.push(turn.proof()));
        } else if (proof instanceof Certificate.Direction direction) {
            node.add(DIRECTION).add(direction.step());
            direction.cases().forEach(one -> node.add(one.traversal().name().toLowerCase(Locale.ROOT)));
            direction.cases().reverse().forEach(one -> rest.push(one.proof()));
        } else if (proof instanceof Certificate.ByLemma byLemma) {
            node.add(LEMMA).add(byLemma.lemma()).add(byLemma.cases().size());
            byLemma.cases().reverse().forEach(rest::push);
        } else if (proof instanceof Certificate.Capacity capacity) {
            node.add(CAPACITY).add(capacity.words());
            List.of(capacity.more(), capacity.atMost()).forEach(rest::push);
        } else if (proof instanceof Certificate.Pinned pinned) {
            node.add(PINNED).add(pinned.buffer());
            rest.push(pinned.proof());
        }
        return node;
    }
}
