package dev.shingle.testkit.supply;

import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.Network;
import dev.shingle.testkit.LayerOnMachine;
import dev.shingle.testkit.Layers;
import dev.shingle.testkit.RandomMachines;
import dev.shingle.testkit.RandomNetworks;
import dev.shingle.testkit.RandomPlans;
import dev.shingle.testkit.engine.WindowLayer;
import dev.shingle.testkit.engine.WindowLayers;
import dev.shingle.testkit.runnable.RunnableNetwork;
import dev.shingle.testkit.runnable.RunnableNetworks;
import dev.shingle.testkit.runnable.Typed;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Found by jqwik as a service. A test class that has a provider method of its own for a type keeps it. */
public final class KitArbitraries implements ArbitraryProvider {

    private static final ImmutableMap<Class<?>, Function<TypeUsage, Arbitrary<?>>> BY_TYPE = ImmutableMap.of(
            WindowLayer.class, usage -> WindowLayers.any(),
            LayerOnMachine.class, usage -> Layers.ofAnyKind(),
            Machine.class, usage -> RandomMachines.machines(),
            Network.class, usage -> RandomNetworks.networks(),
            RunnableNetwork.class, KitArbitraries::runnable,
            MemoryPlan.class, usage -> RandomPlans.plans());

    private static Arbitrary<RunnableNetwork> runnable(TypeUsage usage) {
        return usage.findAnnotation(Typed.class)
                .map(typed -> RunnableNetworks.seeded(typed.value()))
                .orElseGet(RunnableNetworks::seeded);
    }

    @Override
    public boolean canProvideFor(TypeUsage targetType) {
        return BY_TYPE.keySet().stream().anyMatch(targetType::isOfType);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
        return BY_TYPE.entrySet().stream()
                .filter(entry -> targetType.isOfType(entry.getKey()))
                .map(entry -> entry.getValue().apply(targetType))
                .collect(Collectors.toUnmodifiableSet());
    }
}
