package dev.shingle.networks;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;

/**
 * One operator with its operands and results.
 *
 * @param name unique within the network
 * @param sources the operators of the original file that this layer stands for, each as {@code KIND#position}; passes
 *     that merge layers join these lists
 */
public record Layer(
        String name,
        Operator operator,
        ImmutableList<Operand> operands,
        ImmutableList<FeatureMap> outputs,
        ImmutableList<String> sources) {

    public Layer {
        checkArgument(!outputs.isEmpty(), "layer %s has no output", name);
    }

    /** Operands that live in the scratchpad, in operand order. */
    public ImmutableList<FeatureMap> inputs() {
        return operands.stream()
                .filter(FeatureMap.class::isInstance)
                .map(FeatureMap.class::cast)
                .collect(toImmutableList());
    }

    /** Operands that live in the weight memory, in operand order. */
    public ImmutableList<Constant> constants() {
        return operands.stream()
                .filter(Constant.class::isInstance)
                .map(Constant.class::cast)
                .collect(toImmutableList());
    }

    /** The first activation operand: the field's IFM. */
    public FeatureMap ifm() {
        return inputs().get(0);
    }

    /** The first result: the field's OFM. */
    public FeatureMap ofm() {
        return outputs.get(0);
    }
}
