package dev.shingle.conformance.runtimes;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Two results of one layer: equal bits for integers, close for floats. */
final class Comparison {

    private Comparison() {}

    /**
     * What is different, in one line; empty if nothing is.
     *
     * @param tolerance for floats, as a part of the tensor's greatest magnitude
     */
    static Optional<String> difference(TensorData ours, RuntimeTensor theirs, double tolerance) {
        if (ours.type() != theirs.type()) {
            return Optional.of("ours of type " + ours.type() + ", theirs of " + theirs.type());
        }
        if (!ours.shape().dimensions().equals(theirs.dimensions())) {
            return Optional.of("ours of shape " + ours.shape().dimensions() + ", theirs " + theirs.dimensions());
        }
        TensorData other = TensorData.wrap(ours.shape(), ours.type(), theirs.bytes());
        if (ours.type() == ElementType.FLOAT32) {
            return realDifference(ours.bytes(), other.bytes(), tolerance);
        }
        byte[] bytes = new byte[theirs.bytes().length];
        ours.bytes().get(bytes);
        return Arrays.equals(bytes, theirs.bytes()) ? Optional.empty() : Optional.of(integerDifference(ours, other));
    }

    private static String integerDifference(TensorData ours, TensorData theirs) {
        int different = 0;
        long greatest = 0;
        String first = "";
        for (int i = 0; i < ours.numbers().count(); i++) {
            long a = ours.numbers().integer(i);
            long b = theirs.numbers().integer(i);
            if (a != b) {
                first = different == 0 ? "element " + i + ": ours " + a + ", theirs " + b : first;
                different++;
                greatest = Math.max(greatest, Math.abs(a - b));
            }
        }
        return different + " of " + ours.numbers().count() + " elements differ, by at most " + greatest + "; " + first;
    }

    private static Optional<String> realDifference(ByteBuffer ours, ByteBuffer theirs, double tolerance) {
        ByteBuffer a = ours.order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = theirs.order(ByteOrder.LITTLE_ENDIAN);
        double scale = 1e-6;
        for (int i = 0; i < b.limit(); i += Float.BYTES) {
            double magnitude = Math.abs((double) b.getFloat(i));
            scale = Double.isFinite(magnitude) ? Math.max(scale, magnitude) : scale;
        }
        for (int i = 0; i < b.limit(); i += Float.BYTES) {
            float x = a.getFloat(i);
            float y = b.getFloat(i);
            boolean isSame = Float.compare(x, y) == 0 || x == y || Math.abs((double) x - y) <= tolerance * scale;
            if (!isSame) {
                return Optional.of(String.format(
                        Locale.ROOT, "element %d: ours %s, theirs %s, greatest %.6g", i / Float.BYTES, x, y, scale));
            }
        }
        return Optional.empty();
    }
}
