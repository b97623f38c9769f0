package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.shingle.networks.NetworkFormatException;
import java.util.Optional;

/** All rules by operator name; what has none is refused. */
final class Rules {

    static final String RUNTIME_DOMAIN = "com.microsoft";

    private static final String STATE = "an operator that keeps state between steps";
    private static final String CONTROL = "control flow";
    private static final String DATA_DEPENDENT = "an operator whose result has a size known only at run time";

    private static final ImmutableMap<String, String> REFUSED = ImmutableMap.<String, String>builder()
            .put("LSTM", STATE)
            .put("GRU", STATE)
            .put("RNN", STATE)
            .put("If", CONTROL)
            .put("Loop", CONTROL)
            .put("Scan", CONTROL)
            .put("NonZero", DATA_DEPENDENT)
            .put("NonMaxSuppression", DATA_DEPENDENT)
            .put("Unique", DATA_DEPENDENT)
            .put("Compress", DATA_DEPENDENT)
            .buildOrThrow();

    private static final ImmutableMap<String, Rule> STATIC = ImmutableMap.<String, Rule>builder()
            .putAll(ConvolutionRules.all())
            .putAll(PoolRules.all())
            .putAll(MatrixRules.all())
            .putAll(ArithmeticRules.all())
            .putAll(MovementRules.all())
            .putAll(ReshapeRules.all())
            .putAll(ResizeRules.all())
            .putAll(ReductionRules.all())
            .putAll(NormalizationRules.all())
            .putAll(QuantizedRules.standard())
            .putAll(OpaqueRules.all())
            .buildOrThrow();

    private static final ImmutableMap<String, Rule> RUNTIME = QuantizedRules.runtime();

    private final ImmutableMap<String, Rule> folding;

    Rules(Tensors tensors) {
        this.folding = new FoldingRules(tensors).all();
    }

    /** Names of all operators that are read, those of the runtime with their domain. */
    static ImmutableSortedSet<String> names() {
        ImmutableSortedSet.Builder<String> names = ImmutableSortedSet.naturalOrder();
        names.addAll(STATIC.keySet()).addAll(FoldingRules.KINDS).add("Range");
        RUNTIME.keySet().forEach(name -> names.add(RUNTIME_DOMAIN + "." + name));
        return names.build();
    }

    /** Names of those that are always sized, never described. */
    static ImmutableSortedSet<String> sizedOnly() {
        return ImmutableSortedSet.<String>naturalOrder()
                .addAll(OpaqueRules.all().keySet())
                .add("ConvInteger", "MatMulInteger")
                .build();
    }

    /** Names of those that are refused with a reason of their own, and the reason. */
    static ImmutableMap<String, String> refused() {
        return REFUSED;
    }

    /** Why no network with this node can be read; empty if there is a rule for it. */
    static Optional<String> reasonToRefuse(NodeProto node) {
        boolean isStandard = Node.isStandard(node.getDomain());
        if (!isStandard && !node.getDomain().equals(RUNTIME_DOMAIN)) {
            return Optional.of("an operator of a domain that is not known");
        }
        String kind = node.getOpType();
        if (isStandard && REFUSED.containsKey(kind)) {
            return Optional.ofNullable(REFUSED.get(kind));
        }
        boolean isKnown = isStandard
                ? STATIC.containsKey(kind) || FoldingRules.KINDS.contains(kind) || kind.equals("Range")
                : RUNTIME.containsKey(kind);
        return isKnown ? Optional.empty() : Optional.of("an operator that is not known");
    }

    void read(Node node) {
        try {
            rule(node).read(node);
        } catch (IllegalArgumentException | ArithmeticException unsuitable) {
            throw NetworkFormatException.of(node.failure("", ""), String.valueOf(unsuitable.getMessage()));
        }
    }

    private Rule rule(Node node) {
        if (!node.isStandard()) {
            return find(RUNTIME, node);
        }
        if (folding.containsKey(node.kind())) {
            return find(folding, node);
        }
        return one -> {
            if (!NumberFolding.fold(one)) {
                find(STATIC, one).read(one);
            }
        };
    }

    private static Rule find(ImmutableMap<String, Rule> rules, Node node) {
        Rule rule = rules.get(node.kind());
        if (rule == null) {
            throw node.failure("operands known only at run time", "constants");
        }
        return rule;
    }
}
