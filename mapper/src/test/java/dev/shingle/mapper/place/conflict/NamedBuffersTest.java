package dev.shingle.mapper.place.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ByLemma;
import dev.shingle.mapper.plan.Certificate.Capacity;
import dev.shingle.mapper.plan.Certificate.Contradiction;
import dev.shingle.mapper.plan.Certificate.Direction;
import dev.shingle.mapper.plan.Certificate.DirectionCase;
import dev.shingle.mapper.plan.Certificate.Lemma;
import dev.shingle.mapper.plan.Certificate.Order;
import dev.shingle.mapper.plan.Certificate.Pinned;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Certificate.Turn;
import org.junit.jupiter.api.Test;

class NamedBuffersTest {

    @Test
    void everyKindOfProofIsLookedInto() {
        ProofTree order =
                new Order(1, 2, ImmutableList.of(new Turn(0, cycle(3)), new Turn(1, cycle(Certificate.ORIGIN))));
        ProofTree direction =
                new Direction(0, ImmutableList.of(new DirectionCase(Traversal.FORWARD, new Pinned(4, cycle(5)))));
        ProofTree refutation = new Capacity(9, order, new ByLemma(0, ImmutableList.of(direction)));
        Lemma lemma = new Lemma(6, ImmutableList.of(), ImmutableList.of(cycle(7)));
        assertThat(NamedBuffers.of(new Certificate.Exhausted(10, 8, 0, ImmutableList.of(lemma), refutation)))
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
        assertThat(NamedBuffers.of(new Certificate.StepBound(10, 0, ImmutableList.of(2, 8))))
                .containsExactly(2, 8);
    }

    private static ProofTree cycle(int buffer) {
        return new Contradiction(ImmutableList.of(buffer));
    }
}
