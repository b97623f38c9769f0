package dev.shingle.networks.tflite;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.Optional;

/**
 * What an operator of the file becomes.
 *
 * @param operands those that the layer keeps; parameters have gone into the operator
 * @param results the shapes of the results as operands and parameters give them; empty if only the file knows
 * @param reshapedTo the shape of the only result after a further reshape, for operators that also drop or add dimensions
 */
record Translation(
        Operator operator, ImmutableList<Operand> operands, ImmutableList<Shape> results, Optional<Shape> reshapedTo) {

    /** Operands and parameters determine the results. */
    static Translation of(Operator operator, ImmutableList<Operand> operands) {
        ImmutableList<Shape> shapes = operands.stream().map(Operand::shape).collect(toImmutableList());
        return new Translation(operator, operands, ShapeInference.outputShapes(operator, shapes), Optional.empty());
    }

    static Translation of(Operator operator, Operand operand) {
        return of(operator, ImmutableList.of(operand));
    }

    /** The results' shapes are parameters of their own. */
    static Translation to(ImmutableList<Shape> results, Operator operator, ImmutableList<Operand> operands) {
        return new Translation(operator, operands, results, Optional.empty());
    }

    /** Known shapes, unknown arithmetic. */
    static Translation opaque(OperatorView view) {
        return new Translation(new Operator.Opaque(view.kind()), view.operands(), ImmutableList.of(), Optional.empty());
    }

    Translation thenReshape(Shape shape) {
        return new Translation(operator, operands, results, Optional.of(shape));
    }
}
