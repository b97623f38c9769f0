package dev.shingle.mapper.plan.json;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.StrictObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Trees of JSON to certificates; see {@link ProofWriter} for the form. A flat proof is read from its last node to its
 * first: when a node's turn comes, all of its cases are there. Numbers are only bounded here; whether they name buffers,
 * steps and lemmas, and prove anything, is the checker's business.
 */
final class ProofReader {

    private static final long MAX_WORDS = 1L << 50;
    private static final String NODE = "a node of a proof, such as [\"order\", 0, 1, 0, 1]";

    private final StrictObject root;

    private ProofReader(StrictObject root) {
        this.root = root;
    }

    static Certificate read(StrictObject node) {
        Certificate certificate = new ProofReader(node).certificate();
        node.end();
        return certificate;
    }

    private Certificate certificate() {
        String kind = root.text("kind");
        long lowerBoundWords = root.longInteger("lowerBoundWords", 0, MAX_WORDS);
        int step = root.integer("step", 0, Integer.MAX_VALUE);
        if (kind.equals(ProofWriter.STEP)) {
            ImmutableList<Integer> buffers = ImmutableList.copyOf(
                    root.integers("buffers", 0, Integer.MAX_VALUE).asList());
            return new Certificate.StepBound(lowerBoundWords, step, buffers);
        }
        if (!kind.equals(ProofWriter.SEARCH)) {
            throw root.wrong("kind", "\"%s\" or \"%s\"".formatted(ProofWriter.STEP, ProofWriter.SEARCH));
        }
        return new Certificate.Exhausted(
                lowerBoundWords,
                root.longInteger("from", 0, MAX_WORDS),
                step,
                root.objects("lemmas").stream().map(this::lemma).collect(toImmutableList()),
                proof(root.node("refutation"), "/refutation"));
    }

    private Certificate.Lemma lemma(StrictObject node) {
        String below = node.pointer().substring(root.pointer().length());
        int buffer = node.integer("buffer", 0, Integer.MAX_VALUE);
        ImmutableList.Builder<Certificate.StartRange> starts = ImmutableList.builder();
        for (JsonNode range : array(node.node("starts"), below + "/starts", "pairs of starts")) {
            ImmutableLongArray ends = numbers(range, 0, below + "/starts");
            if (ends.length() != 2) {
                throw refusal(below + "/starts", range, "the first and the last start of a range");
            }
            starts.add(new Certificate.StartRange(ends.get(0), ends.get(1)));
        }
        ImmutableList.Builder<ProofTree> proofs = ImmutableList.builder();
        int index = 0;
        for (JsonNode proof : array(node.node("proofs"), below + "/proofs", "proofs")) {
            proofs.add(proof(proof, below + "/proofs/" + index++));
        }
        node.end();
        return new Certificate.Lemma(buffer, starts.build(), proofs.build());
    }

    private ProofTree proof(JsonNode nodes, String below) {
        array(nodes, below, "an array of nodes");
        Deque<ProofTree> read = new ArrayDeque<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            read.push(new NodeReader(nodes.get(i), below + "/" + i, read).read());
        }
        if (read.size() != 1) {
            throw root.refusal(below, read.size() + " proofs", "one, each node followed by its cases");
        }
        return read.pop();
    }

    private JsonNode array(JsonNode node, String below, String expected) {
        if (!node.isArray()) {
            throw refusal(below, node, expected);
        }
        return node;
    }

    /** The numbers of an array from some index on. */
    private ImmutableLongArray numbers(JsonNode node, int from, String below) {
        ImmutableLongArray.Builder numbers = ImmutableLongArray.builder();
        for (int i = from; i < array(node, below, NODE).size(); i++) {
            JsonNode number = node.get(i);
            boolean fits = number.isIntegralNumber() && number.canConvertToLong();
            if (!fits || Math.abs(number.longValue()) > MAX_WORDS) {
                throw refusal(below, node, "numbers of at most " + MAX_WORDS);
            }
            numbers.add(number.longValue());
        }
        return numbers.build();
    }

    private NetworkFormatException refusal(String below, JsonNode found, String expected) {
        String text = found.isArray() && found.size() > 8 ? "an array of " + found.size() : found.toString();
        return root.refusal(below, text.length() > 60 ? text.substring(0, 60) + "..." : text, expected);
    }

    /** One node of a flat proof; its cases are the topmost trees of {@code read}. */
    private final class NodeReader {
        private final JsonNode node;
        private final String below;
        private final Deque<ProofTree> read;

        NodeReader(JsonNode node, String below, Deque<ProofTree> read) {
            this.node = node;
            this.below = below;
            this.read = read;
        }

        ProofTree read() {
            if (!node.isArray() || node.isEmpty() || !node.get(0).isTextual()) {
                throw refusal(below, node, NODE);
            }
            String kind = node.get(0).textValue();
            if (kind.equals(ProofWriter.DIRECTION)) {
                return direction();
            }
            ImmutableLongArray numbers = numbers(node, 1, below);
            return switch (kind) {
                case ProofWriter.CYCLE ->
                    new Certificate.Contradiction(
                            numbers.asList().stream().map(this::integer).collect(toImmutableList()));
                case ProofWriter.ORDER -> order(numbers);
                case ProofWriter.LEMMA -> byLemma(exactly(numbers, 2));
                case ProofWriter.CAPACITY ->
                    new Certificate.Capacity(exactly(numbers, 1).get(0), nextCase(), nextCase());
                case ProofWriter.PINNED ->
                    new Certificate.Pinned(integer(exactly(numbers, 1).get(0)), nextCase());
                default -> throw refusal(below, node, NODE);
            };
        }

        private Certificate.Order order(ImmutableLongArray numbers) {
            ImmutableList.Builder<Certificate.Turn> turns = ImmutableList.builder();
            if (numbers.length() < 2) {
                throw refusal(below, node, NODE);
            }
            for (int i = 2; i < numbers.length(); i++) {
                turns.add(new Certificate.Turn(integer(numbers.get(i)), nextCase()));
            }
            return new Certificate.Order(integer(numbers.get(0)), integer(numbers.get(1)), turns.build());
        }

        private Certificate.Direction direction() {
            if (node.size() < 2
                    || !node.get(1).canConvertToInt()
                    || !node.get(1).isIntegralNumber()) {
                throw refusal(below, node, "[\"direction\", step, \"forward\", \"reverse\"]");
            }
            ImmutableList.Builder<Certificate.DirectionCase> cases = ImmutableList.builder();
            for (int i = 2; i < node.size(); i++) {
                cases.add(new Certificate.DirectionCase(traversal(node.get(i)), nextCase()));
            }
            return new Certificate.Direction(node.get(1).intValue(), cases.build());
        }

        private Traversal traversal(JsonNode text) {
            for (Traversal traversal : Traversal.values()) {
                if (text.isTextual()
                        && traversal.name().toLowerCase(Locale.ROOT).equals(text.textValue())) {
                    return traversal;
                }
            }
            throw refusal(below, text, "\"forward\" or \"reverse\"");
        }

        private Certificate.ByLemma byLemma(ImmutableLongArray numbers) {
            ImmutableList.Builder<ProofTree> cases = ImmutableList.builder();
            for (long i = 0; i < numbers.get(1); i++) {
                cases.add(nextCase());
            }
            return new Certificate.ByLemma(integer(numbers.get(0)), cases.build());
        }

        private ProofTree nextCase() {
            if (read.isEmpty()) {
                throw refusal(below, node, "as many cases behind it as it names");
            }
            return read.pop();
        }

        /** As many numbers as the kind of node has. */
        private ImmutableLongArray exactly(ImmutableLongArray numbers, int count) {
            if (numbers.length() != count) {
                throw refusal(below, node, NODE);
            }
            return numbers;
        }

        private int integer(long number) {
            if (number != (int) number) {
                throw refusal(below, node, "numbers of buffers, steps and lemmas");
            }
            return (int) number;
        }
    }
}
