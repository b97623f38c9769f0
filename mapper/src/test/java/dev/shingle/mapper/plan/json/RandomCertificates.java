package dev.shingle.mapper.plan.json;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Certificates of every form, which prove nothing. */
final class RandomCertificates {

    private final Random random;

    private RandomCertificates(Random random) {
        this.random = random;
    }

    static Optional<Certificate> next(Random random) {
        return new RandomCertificates(random).next();
    }

    private Optional<Certificate> next() {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Certificate.StepBound(words(), number(), some(this::number)));
            default -> Optional.of(new Certificate.Exhausted(words(), words(), number(), some(this::lemma), proof(5)));
        };
    }

    private Certificate.Lemma lemma() {
        return new Certificate.Lemma(
                number(), some(() -> new Certificate.StartRange(words(), words())), some(() -> proof(3)));
    }

    private ProofTree proof(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(6)) {
            case 0 -> new Certificate.Contradiction(some(() -> number() - 1));
            case 1 ->
                new Certificate.Order(
                        number(), number(), some(() -> new Certificate.Turn(number() - 3, proof(depth - 1))));
            case 2 ->
                new Certificate.Direction(
                        number(),
                        some(() -> new Certificate.DirectionCase(
                                Traversal.values()[random.nextInt(2)], proof(depth - 1))));
            case 3 -> new Certificate.ByLemma(number(), some(() -> proof(depth - 1)));
            case 4 -> new Certificate.Capacity(words(), proof(depth - 1), proof(depth - 1));
            default -> new Certificate.Pinned(number(), proof(depth - 1));
        };
    }

    private <T> ImmutableList<T> some(Supplier<T> one) {
        ImmutableList.Builder<T> list = ImmutableList.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(one.get());
        }
        return list.build();
    }

    private long words() {
        return random.nextLong() >>> (14 + random.nextInt(50));
    }

    private int number() {
        return random.nextInt(9);
    }
}
