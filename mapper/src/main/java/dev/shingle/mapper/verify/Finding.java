package dev.shingle.mapper.verify;

import dev.shingle.mapper.plan.LostElement;

/** One reason why a plan is refused. */
public sealed interface Finding {

    /** A finding about the plan as a whole belongs to no step. */
    int WHOLE_PLAN = -1;

    /** Step that it belongs to, or {@link #WHOLE_PLAN}; the number of steps for what the host reads at the end. */
    int step();

    /** One line for people, with the numbers. */
    String message();

    /** A word is read after something else was written over it, or before anything was written. */
    record Lost(LostElement element) implements Finding {
        @Override
        public int step() {
            return element.step();
        }

        @Override
        public String message() {
            return element.toString();
        }
    }

    /** A buffer, or the plan itself, reaches beyond what there is; {@code limit} names what that is. */
    record OutOfBounds(String what, long endWords, long limitWords, String limit) implements Finding {
        @Override
        public int step() {
            return WHOLE_PLAN;
        }

        @Override
        public String message() {
            return "%s ends at word %d, beyond %s of %d words".formatted(what, endWords, limit, limitWords);
        }
    }

    /** A buffer starts at a word that the machine cannot address as a start. */
    record Misaligned(String buffer, long offsetWords, int alignmentWords) implements Finding {
        @Override
        public int step() {
            return WHOLE_PLAN;
        }

        @Override
        public String message() {
            return "%s starts at word %d, which is not a multiple of %d".formatted(buffer, offsetWords, alignmentWords);
        }
    }

    /** The plan does not describe this network, contradicts itself, or asks for what the machine cannot do. */
    record Mismatch(int step, String where, String found, String expected) implements Finding {
        @Override
        public String message() {
            return "%s: found %s, expected %s".formatted(where, found, expected);
        }
    }

    /** The plan states a number that is not true; {@code where} names the statement. */
    record FalseClaim(int step, String where, String claimed, String actual) implements Finding {
        @Override
        public String message() {
            return "%s: claims %s, but it is %s".formatted(where, claimed, actual);
        }
    }
}
