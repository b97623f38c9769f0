package dev.shingle.sim.kernels;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.math.IntMath;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.Cases;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.twin.Steps;
import dev.shingle.sim.kernels.twin.Twin;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import dev.shingle.sim.units.UnitListener;
import dev.shingle.sim.units.Units;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Small layers of every kind, computed unit by unit: results are those of the twin, within one step where numbers are rounded;
 * every unit reads exactly the words that the replay says it reads, before it writes exactly those that it writes.
 */
class KernelPropertiesTest {

    /** What a unit touches: words of the operands, then of the results. */
    private record Touched(List<BitSet> words) {}

    @Property(tries = 1500)
    void unitsOfSignedBytes(@ForAll long seed) {
        check(new Random(seed), ElementType.INT8);
    }

    @Property(tries = 700)
    void unitsOfUnsignedBytes(@ForAll long seed) {
        check(new Random(seed), ElementType.UINT8);
    }

    @Property(tries = 700)
    void unitsOfSixteenBits(@ForAll long seed) {
        check(new Random(seed), ElementType.INT16);
    }

    @Property(tries = 1500)
    void unitsOfRealNumbers(@ForAll long seed) {
        check(new Random(seed), ElementType.FLOAT32);
    }

    @Property(tries = 1000)
    void unitsOfRealNumbersAndStoredWeights(@ForAll long seed) {
        check(new Random(seed), SomeLayer.withStoredWeights(new Random(seed)));
    }

    /** Each size of one dimension with each other: where positions are rounded, one source more or less is read. */
    @Test
    void bilinearResizesReadWhatTheReplaySaysWhateverTheSizes() {
        for (ElementType type : List.of(ElementType.INT8, ElementType.UINT8, ElementType.INT16, ElementType.FLOAT32)) {
            for (int flags = 0; flags < 3; flags++) {
                Operator.Resize resize = new Operator.Resize(Operator.Resize.Mode.BILINEAR, flags == 1, flags == 2);
                for (int inputs = 1; inputs <= 10; inputs++) {
                    for (int outputs = 1; outputs <= 30; outputs++) {
                        check(new Random(outputs), SomeLayer.resize(type, resize, inputs, outputs));
                    }
                }
            }
        }
    }

    private static void check(Random random, ElementType type) {
        check(random, SomeLayer.of(random, type));
    }

    private static void check(Random random, Layer layer) {
        WatchedTensor.Phase phase = new WatchedTensor.Phase();
        List<WatchedTensor> operands = new ArrayList<>();
        for (Operand operand : layer.operands()) {
            operands.add(new WatchedTensor(contents(random, operand), map(operand), phase));
        }
        List<WatchedTensor> results = new ArrayList<>();
        layer.outputs().forEach(output -> results.add(new WatchedTensor(PlainTensor.of(output), output, phase)));
        Kernel surveyed = Kernels.of(layer, Rounding.TFLITE).surveyed(operands::get);
        checkSurvey(layer, operands);
        UnitKernel kernel = surveyed.bind(operands::get, results::get);
        List<Touched> found = run(random, layer, operands, results, kernel, phase);
        assertThat(found).as("%s", layer).isNotEmpty();
        compare(layer, operands, results);
    }

    private static boolean hasStoredWeights(Layer layer) {
        return layer.operands().size() > 1
                && layer.operands().get(0).type() == ElementType.FLOAT32
                && layer.operands().get(1).type() == ElementType.INT8;
    }

    /** All of the first operand and nothing else is looked at, where anything is. */
    private static void checkSurvey(Layer layer, List<WatchedTensor> operands) {
        for (int i = 0; i < operands.size(); i++) {
            BitSet expected = new BitSet();
            if (i == 0 && hasStoredWeights(layer)) {
                expected.set(0, (int) layer.operands().get(0).shape().elements() * Float.BYTES);
            }
            assertThat(operands.get(i).takeTouched())
                    .as("looked at of operand %s of %s", i, layer)
                    .isEqualTo(expected);
        }
    }

    private static FeatureMap map(Operand operand) {
        return operand instanceof FeatureMap map
                ? map
                : new FeatureMap(operand.name(), operand.shape(), operand.type(), operand.quantization());
    }

    private static PlainTensor contents(Random random, Operand operand) {
        if (operand instanceof Constant constant) {
            StoredNumbers numbers = StoredNumbers.of(constant).orElseThrow();
            byte[] bytes = new byte[numbers.bytes().remaining()];
            numbers.bytes().get(bytes);
            return PlainTensor.of(TensorData.wrap(operand.shape(), operand.type(), bytes));
        }
        int count = (int) operand.shape().elements();
        if (operand.type() == ElementType.FLOAT32) {
            float[] reals = new float[count];
            for (int i = 0; i < count; i++) {
                reals[i] = random.nextFloat() * 8 - 4;
            }
            return PlainTensor.of(TensorData.ofFloats(operand.shape(), reals));
        }
        byte[] bytes = new byte[count * operand.type().bits() / Byte.SIZE];
        random.nextBytes(bytes);
        return PlainTensor.of(TensorData.wrap(operand.shape(), operand.type(), bytes));
    }

    private static List<Touched> run(
            Random random,
            Layer layer,
            List<WatchedTensor> operands,
            List<WatchedTensor> results,
            UnitKernel kernel,
            WatchedTensor.Phase phase) {
        Operation operation = operation(layer);
        OutputGrid grid = OutputGrid.of(operation);
        int group = 1 + random.nextInt(grid.channels());
        int tile = 1 + random.nextInt(4);
        WriteGranularity granularity = switch (random.nextInt(4)) {
            case 0 -> Cases.group(group);
            case 1 -> Cases.tile(tile, tile);
            case 2 -> Cases.ROW;
            default -> Cases.TENSOR;
        };
        List<Touched> expected = new ArrayList<>();
        Units.enumerate(
                operation, Cases.machine(granularity), Traversal.FORWARD, grid.allRows(), listener(layer, expected));
        List<Touched> found = new ArrayList<>();
        for (Region region : regions(granularity, grid)) {
            phase.isWriting = false;
            kernel.compute(region);
            List<BitSet> words = new ArrayList<>();
            for (int i = 0; i < operands.size(); i++) {
                BitSet touched = operands.get(i).takeTouched();
                words.add(layer.operands().get(i) instanceof Constant ? new BitSet() : touched);
            }
            results.forEach(result -> words.add(result.takeTouched()));
            found.add(new Touched(words));
        }
        assertThat(found).as("%s %s", granularity, layer).isEqualTo(expected);
        return found;
    }

    private static UnitListener listener(Layer layer, List<Touched> units) {
        int operands = layer.operands().size();
        return new UnitListener() {
            @Override
            public void beginUnit(int row, int column) {
                List<BitSet> words = new ArrayList<>();
                for (int i = 0; i < operands + layer.outputs().size(); i++) {
                    words.add(new BitSet());
                }
                units.add(new Touched(words));
            }

            @Override
            public void read(int operand, long firstWord, long endWord) {
                units.get(units.size() - 1).words().get(operand).set((int) firstWord, (int) endWord);
            }

            @Override
            public void write(int result, long firstWord, long endWord) {
                units.get(units.size() - 1).words().get(operands + result).set((int) firstWord, (int) endWord);
            }
        };
    }

    private static Operation operation(Layer layer) {
        return new Operation(
                layer.operator(),
                layer.operands().stream().map(KernelPropertiesTest::use).collect(toImmutableList()),
                layer.outputs().stream().map(KernelPropertiesTest::use).collect(toImmutableList()));
    }

    private static TensorUse use(Operand operand) {
        TensorUse.Storage storage =
                operand instanceof Constant ? TensorUse.Storage.WEIGHTS : TensorUse.Storage.SCRATCHPAD;
        return new TensorUse(operand.name(), operand.shape(), operand.type(), true, storage);
    }

    private static List<Region> regions(WriteGranularity granularity, OutputGrid grid) {
        int rows = 1;
        int columns = grid.columns();
        int channels = grid.channels();
        if (granularity instanceof WriteGranularity.Group group) {
            columns = 1;
            channels = group.channels();
        } else if (granularity instanceof WriteGranularity.Tile tile) {
            rows = tile.rows();
            columns = tile.columns();
        } else if (granularity instanceof WriteGranularity.Tensor) {
            rows = grid.rows();
        }
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < IntMath.divide(grid.rows(), rows, RoundingMode.CEILING); i++) {
            for (int j = 0; j < IntMath.divide(grid.columns(), columns, RoundingMode.CEILING); j++) {
                for (int k = 0; k < IntMath.divide(grid.channels(), channels, RoundingMode.CEILING); k++) {
                    regions.add(Region.of(
                            i * rows,
                            Math.min(grid.rows(), (i + 1) * rows),
                            j * columns,
                            Math.min(grid.columns(), (j + 1) * columns),
                            k * channels,
                            Math.min(grid.channels(), (k + 1) * channels)));
                }
            }
        }
        return regions;
    }

    private static void compare(Layer layer, List<WatchedTensor> operands, List<WatchedTensor> results) {
        List<double[]> reals = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            reals.add(real(operands.get(i).tensor().data(), layer.operands().get(i)));
        }
        if (hasStoredWeights(layer)) {
            reals.set(0, Steps.rounded(layer, reals.get(0)));
        }
        for (int result = 0; result < results.size(); result++) {
            FeatureMap map = layer.outputs().get(result);
            double[] expected = Twin.compute(layer, reals, result);
            StoredNumbers found = results.get(result).tensor().data().numbers();
            for (int i = 0; i < expected.length; i++) {
                double steps = stored(expected[i], map);
                double tolerance = tolerance(layer, map, steps);
                assertThat(Math.abs(found.value(i) - steps))
                        .as("%s: element %s is %s, not %s", layer, i, found.value(i), steps)
                        .isLessThanOrEqualTo(tolerance);
            }
        }
    }

    /** Sums of real numbers differ by their order; stored numbers are rounded after the twin's, by a step at most. */
    private static double tolerance(Layer layer, FeatureMap map, double value) {
        Operator operator = layer.operator();
        if (map.type() == ElementType.FLOAT32) {
            return 1e-3 + 1e-4 * Math.abs(value);
        }
        boolean isScaled = !(operator instanceof Operator.Pack || operator instanceof Operator.Transpose);
        if (map.type() == ElementType.INT16 && isScaled) {
            // Softmax leaves out exponents below -10: 1.5 steps.
            return (operator instanceof Operator.Softmax ? 3 : 1) + sigmoidError(layer) + 1e-3 * Math.abs(value);
        }
        return isScaled ? 1 : 0;
    }

    /**
     * Steps by which the runtime's own 16-bit arithmetic is off, besides a thousandth of the value: {@link SigmoidErrorTest}
     * finds them over all arguments. There are other rules for operands with a scale of 2^-12 (TANH: or 2^-11).
     */
    private static int sigmoidError(Layer layer) {
        if (!(layer.operator() instanceof Pointwise pointwise)) {
            return 0;
        }
        Quantization quantization = layer.operands().get(0).quantization();
        double scale =
                quantization.scales().isEmpty() ? 0 : quantization.scales().get(0);
        boolean isFixedPoint = SigmoidErrorTest.isFixedPoint(scale);
        return switch (pointwise.function()) {
            case TANH -> isFixedPoint ? SigmoidErrorTest.FIXED_TANH_STEPS : SigmoidErrorTest.TABLE_TANH_STEPS;
            case LOGISTIC ->
                isFixedPoint ? SigmoidErrorTest.FIXED_LOGISTIC_STEPS : SigmoidErrorTest.TABLE_LOGISTIC_STEPS;
            default -> 0;
        };
    }

    private static double[] real(TensorData data, Operand operand) {
        double[] reals = new double[(int) operand.shape().elements()];
        Quantization quantization = operand.quantization();
        int inner = 1;
        for (int axis = quantization.axis() + 1; axis < operand.shape().rank(); axis++) {
            inner *= operand.shape().dimension(axis);
        }
        for (int i = 0; i < reals.length; i++) {
            reals[i] = data.numbers().value(i);
            if (quantization.isQuantized()) {
                int slice = quantization.isPerChannel()
                        ? i / inner % quantization.scales().length()
                        : 0;
                reals[i] = (reals[i] - quantization.zeroPoints().get(slice))
                        * quantization.scales().get(slice);
            }
        }
        return reals;
    }

    private static double stored(double real, FeatureMap map) {
        if (map.type() == ElementType.FLOAT32) {
            return real;
        }
        Quantization quantization = map.quantization();
        double steps = Math.rint(real / quantization.scales().get(0))
                + quantization.zeroPoints().get(0);
        return switch (map.type()) {
            case INT8 -> Math.max(-128, Math.min(127, steps));
            case UINT8 -> Math.max(0, Math.min(255, steps));
            default -> Math.max(-32768, Math.min(32767, steps));
        };
    }
}
