package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;

/** Questions about layers and changed copies of them, as the passes need them. */
final class Layers {

    private Layers() {}

    /** How reports name a layer: by the operators of the file that it stands for. */
    static String label(Layer layer) {
        return layer.sources().isEmpty() ? layer.name() : String.join("+", layer.sources());
    }

    /** Whether a layer has one operand, a feature map, and one result: the shape that most rules look for. */
    static boolean isUnary(Layer layer) {
        return layer.operands().size() == 1
                && layer.inputs().size() == 1
                && layer.outputs().size() == 1;
    }

    /** Whether the stored bits mean the same in both. */
    static boolean sameElements(Operand a, Operand b) {
        return a.type() == b.type() && a.quantization().equals(b.quantization());
    }

    static Layer withOperator(Layer layer, Operator operator) {
        return new Layer(layer.name(), operator, layer.operands(), layer.outputs(), layer.sources());
    }

    static Layer withOutput(Layer layer, FeatureMap output) {
        return new Layer(layer.name(), layer.operator(), layer.operands(), ImmutableList.of(output), layer.sources());
    }

    /** Another first operand; the others (weights, bias) stay. */
    static Layer withFirstOperand(Layer layer, Operand first) {
        ImmutableList<Operand> operands = ImmutableList.<Operand>builder()
                .add(first)
                .addAll(layer.operands().subList(1, layer.operands().size()))
                .build();
        return new Layer(layer.name(), layer.operator(), operands, layer.outputs(), layer.sources());
    }

    /** The sources of several layers, in the order of the layers. */
    static Layer withSourcesOf(Layer layer, Layer... merged) {
        ImmutableSet.Builder<String> sources = ImmutableSet.builder();
        for (Layer part : merged) {
            sources.addAll(part.sources());
        }
        return new Layer(
                layer.name(),
                layer.operator(),
                layer.operands(),
                layer.outputs(),
                sources.build().asList());
    }
}
