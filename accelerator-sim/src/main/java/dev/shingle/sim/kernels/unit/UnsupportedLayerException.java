package dev.shingle.sim.kernels.unit;

/** A layer that can be sized and placed but not executed; one line says which and why. */
public final class UnsupportedLayerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnsupportedLayerException(String layer, String reason) {
        super("layer " + layer + " cannot be executed: " + reason);
    }
}
