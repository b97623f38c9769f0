package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.api.QuantizationProgress.Phase;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.quantize.Calibration;
import dev.shingle.networks.quantize.ChannelRanges;
import dev.shingle.networks.quantize.NetworkQuantizer;
import dev.shingle.networks.quantize.OutputTrimming;
import dev.shingle.networks.tensors.RealValues;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;

/** Runs the float network on samples, has it rewritten, and runs both on other samples to compare them. */
final class PostTrainingQuantization {

    private final Network real;
    private final QuantizationOptions options;
    private final QuantizationProgress progress;

    PostTrainingQuantization(Model model, QuantizationOptions options, QuantizationProgress progress) {
        this.real = options.trims() ? OutputTrimming.trim(model.network()) : model.network();
        this.options = options;
        this.progress = progress;
    }

    QuantizationResult run(CalibrationSet samples, CalibrationSet evaluation) {
        for (FeatureMap input : real.inputs()) {
            if (input.type() != ElementType.FLOAT32) {
                throw new NetworkFormatException(
                        real.name(), "input " + input.name(), "type " + input.type(), "FLOAT32: a float network");
            }
        }
        try {
            Calibration seen = calibrate(samples);
            progress.reached(Phase.ROUND_WEIGHTS, 0, 1);
            Network quantized = NetworkQuantizer.quantize(seen, options.edges(), options.equalizes());
            progress.reached(Phase.ROUND_WEIGHTS, 1, 1);
            return new QuantizationResult(real, quantized, evaluate(quantized, evaluation));
        } catch (UnsupportedLayerException e) {
            throw new NetworkFormatException(
                    real.name(), "network", String.valueOf(e.getMessage()), "layers that can be executed");
        }
    }

    private Calibration calibrate(CalibrationSet samples) {
        Calibration seen = new Calibration(real);
        for (FeatureMap input : real.inputs()) {
            if (samples.showsPictures(input)) {
                seen.declare(input, allPictures(input, samples.conversion()));
            }
        }
        for (int i = 0; i < samples.size(); i++) {
            progress.reached(Phase.CALIBRATE, i, samples.size());
            NetworkExecution.run(real, samples.inputs(i, real), Rounding.TFLITE, (map, data) -> {
                seen.observe(map, data);
                return true;
            });
        }
        progress.reached(Phase.CALIBRATE, samples.size(), samples.size());
        return seen;
    }

    /** From black to white, so that 8-bit samples are stored exactly whatever the calibration showed. */
    private static ChannelRanges allPictures(FeatureMap input, PictureConversion conversion) {
        ImmutableDoubleArray.Builder least = ImmutableDoubleArray.builder();
        ImmutableDoubleArray.Builder most = ImmutableDoubleArray.builder();
        for (int c = 0; c < input.shape().channels(); c++) {
            least.add(conversion.least(c));
            most.add(conversion.most(c));
        }
        return new ChannelRanges(least.build(), most.build());
    }

    private ImmutableList<OutputFidelity> evaluate(Network quantized, CalibrationSet evaluation) {
        int outputs = real.outputs().size();
        double[] signal = new double[outputs];
        double[] noise = new double[outputs];
        for (int i = 0; i < evaluation.size(); i++) {
            progress.reached(Phase.EVALUATE, i, evaluation.size());
            ImmutableMap<String, TensorData> inputs = evaluation.inputs(i, real);
            ImmutableMap<String, TensorData> expected = run(real, inputs);
            ImmutableMap<String, TensorData> found = run(quantized, stored(quantized, inputs));
            for (int o = 0; o < outputs; o++) {
                double[] exact = reals(real.outputs().get(o), expected);
                double[] close = reals(quantized.outputs().get(o), found);
                for (int e = 0; e < exact.length; e++) {
                    signal[o] += exact[e] * exact[e];
                    noise[o] += (exact[e] - close[e]) * (exact[e] - close[e]);
                }
            }
        }
        progress.reached(Phase.EVALUATE, evaluation.size(), evaluation.size());
        ImmutableList.Builder<OutputFidelity> fidelity = ImmutableList.builder();
        for (int o = 0; o < outputs && evaluation.size() > 0; o++) {
            fidelity.add(new OutputFidelity(real.outputs().get(o).name(), signal[o], noise[o]));
        }
        return fidelity.build();
    }

    private static ImmutableMap<String, TensorData> run(Network network, ImmutableMap<String, TensorData> inputs) {
        return NetworkExecution.run(network, inputs, Rounding.TFLITE, Observer.NONE);
    }

    /** The same real numbers as the other network's inputs store them. */
    private ImmutableMap<String, TensorData> stored(Network quantized, ImmutableMap<String, TensorData> inputs) {
        ImmutableMap.Builder<String, TensorData> stored = ImmutableMap.builder();
        for (int i = 0; i < quantized.inputs().size(); i++) {
            FeatureMap to = quantized.inputs().get(i);
            stored.put(to.name(), RealValues.store(to, reals(real.inputs().get(i), inputs)));
        }
        return stored.buildOrThrow();
    }

    private static double[] reals(FeatureMap map, ImmutableMap<String, TensorData> tensors) {
        TensorData data = tensors.get(map.name());
        if (data == null) {
            throw new AssertionError("no data for " + map.name());
        }
        return RealValues.of(map, data);
    }
}
