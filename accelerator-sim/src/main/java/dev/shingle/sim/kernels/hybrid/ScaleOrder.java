package dev.shingle.sim.kernels.hybrid;

/** How a sum meets the size of the operand's steps and the scale of the weights: three kernels, three last bits. */
enum ScaleOrder {
    TOGETHER {
        @Override
        float apply(int sum, float stepSize, float weightScale) {
            return sum * (weightScale * stepSize);
        }
    },
    WEIGHTS_FIRST {
        @Override
        float apply(int sum, float stepSize, float weightScale) {
            return sum * weightScale * stepSize;
        }
    },
    STEPS_FIRST {
        @Override
        float apply(int sum, float stepSize, float weightScale) {
            return sum * stepSize * weightScale;
        }
    };

    abstract float apply(int sum, float stepSize, float weightScale);
}
