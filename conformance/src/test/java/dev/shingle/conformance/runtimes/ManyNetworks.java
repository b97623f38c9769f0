package dev.shingle.conformance.runtimes;

import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Scales how many networks a property draws, and asks what they show together once each of them has passed. */
final class ManyNetworks implements AroundPropertyHook {

    /** {@code -Doracle.network=SEED}: this one only. */
    static final Optional<Long> AGAIN = Optional.ofNullable(Long.getLong("oracle.network"));

    private static final double SCALE = Double.parseDouble(System.getProperty("oracle.scale", "1"));

    /**
     * The ordinary build draws the same networks each time: what a runtime does with one that nobody has seen must not decide
     * whether a change is accepted. Larger scales draw others each time, and are there to find such networks.
     */
    private static final String EVERY_BUILDS_SEED = "20071114";

    /** A test class whose tries are judged together, too. */
    interface Judging {

        /**
         * Fails if networks do not show together what they should.
         *
         * @param title names the property, and the seed that draws the same networks
         */
        void requireShares(String title, int networks);
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyAttributes attributes = context.attributes();
        int networks =
                AGAIN.isPresent() ? 1 : (int) Math.ceil(attributes.tries().orElseThrow() * SCALE);
        attributes.setTries(networks);
        if (SCALE <= 1) {
            attributes.setSeed(EVERY_BUILDS_SEED);
        }
        PropertyExecutionResult result = property.execute();
        if (result.status() != Status.SUCCESSFUL || AGAIN.isPresent()) {
            return result;
        }
        String title = context.label() + ", seed " + result.seed().orElse("unknown");
        try {
            ((Judging) context.testInstance()).requireShares(title, networks);
            return result;
        } catch (AssertionError missing) {
            return result.mapToFailed(missing);
        }
    }
}
