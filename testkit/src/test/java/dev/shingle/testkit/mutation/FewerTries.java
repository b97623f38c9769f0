package dev.shingle.testkit.mutation;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Ends every property after {@code -Dmutation.tries} tries, or two seconds, whatever its annotation says: under
 * mutation each property runs again for each fault, and most faults show within a few tries. So few tries often miss
 * what a property demands of its statistics; that is forgiven, or such luck would pass for a fault found. Does nothing
 * unless the system property is set, so that ordinary builds are not weakened.
 */
public final class FewerTries implements AroundTryHook, AroundPropertyHook {
    private static final int MOST_TRIES = Integer.getInteger("mutation.tries", Integer.MAX_VALUE);
    private static final long MOST_NANOSECONDS = 2_000_000_000L;

    private static final class Spent {
        private final long since = System.nanoTime();
        private int tries;

        boolean isEnough() {
            tries++;
            return tries >= MOST_TRIES || System.nanoTime() - since > MOST_NANOSECONDS;
        }
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public boolean appliesTo(Optional<AnnotatedElement> element) {
        return MOST_TRIES < Integer.MAX_VALUE;
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor tries, List<Object> parameters) {
        Spent spent = Store.getOrCreate(FewerTries.class, Lifespan.PROPERTY, Spent::new)
                .get();
        TryExecutionResult result = tries.execute(parameters);
        return spent.isEnough() && result.isSatisfied() ? TryExecutionResult.satisfied(true) : result;
    }

    /** Outside the hook that judges the statistics. */
    @Override
    public int aroundPropertyProximity() {
        return Integer.MIN_VALUE + 1;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyExecutionResult result = property.execute();
        boolean isBadLuck = result.throwable()
                .map(Throwable::getMessage)
                .filter(message -> message.contains("does not fulfill condition for label"))
                .isPresent();
        return isBadLuck ? result.mapToSuccessful() : result;
    }
}
