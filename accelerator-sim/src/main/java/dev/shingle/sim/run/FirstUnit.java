package dev.shingle.sim.run;

import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.Region;
import java.util.Optional;
import java.util.function.Supplier;

/** Binds a kernel when the first unit of a step computes, so that what is read for the binding is read by that unit. */
final class FirstUnit implements UnitKernel {

    private final Supplier<UnitKernel> binding;
    private Optional<UnitKernel> bound = Optional.empty();

    FirstUnit(Supplier<UnitKernel> binding) {
        this.binding = binding;
    }

    @Override
    public void compute(Region region) {
        if (bound.isEmpty()) {
            bound = Optional.of(binding.get());
        }
        bound.get().compute(region);
    }
}
