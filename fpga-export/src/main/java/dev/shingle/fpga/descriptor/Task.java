package dev.shingle.fpga.descriptor;

import static dev.shingle.fpga.descriptor.UnsupportedException.require;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.descriptor.Field.Kind;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;

/**
 * A step that becomes a descriptor, and what its operator's rules need.
 *
 * @param in the operands in the scratchpad, in order
 */
record Task(
        Accelerator accelerator,
        Step step,
        Layer layer,
        ImmutableList<TensorPlace> in,
        TensorPlace out,
        DescriptorBuilder fields,
        Loops loops) {

    TensorPlace ifm() {
        return in.get(0);
    }

    /** One image, walked through in full: what all operators but fully connected ones ask for. */
    void requireOneImage() {
        for (FeatureMap map : layer.inputs()) {
            require(
                    map.shape().batch() == 1,
                    "%s is a batch of %s images",
                    map.name(),
                    map.shape().batch());
        }
    }

    /** Pixels of whole words. */
    void requireWords() {
        for (TensorPlace place : in) {
            require(!place.dense(), "%s is a dense frame; only convolutions read those", place.name());
        }
    }

    /** The fields that say how to compute. */
    void control(Kind kind, boolean byRows, boolean broadcast, int pad, Activation activation) {
        FeatureMap result = layer.ofm();
        boolean isAway = accelerator.rounding().isAway(layer.operator());
        fields.set(Field.CONTROL, (byRows ? 1 : 0) | (broadcast ? 2 : 0) | (kind.code() << 2) | (isAway ? 1 << 5 : 0));
        fields.set(
                Field.VALUES,
                (StoredValues.greatest(result, activation) & 0xff) << 24
                        | (StoredValues.least(result, activation) & 0xff) << 16
                        | (resultZero(kind) & 0xff) << 8
                        | (pad & 0xff));
        int second = in.size() > 1 ? in.get(1).tag() : 0;
        fields.set(Field.TAGS, ifm().tag() | (second << 10) | (out.tag() << 20));
    }

    /** Pooling and copies keep stored numbers as they are. */
    private int resultZero(Kind kind) {
        return kind == Kind.MAC || kind == Kind.PAIR ? StoredValues.zeroPoint(layer.ofm()) : 0;
    }
}
