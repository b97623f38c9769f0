package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.conformance.runtimes.Request.Scope;
import dev.shingle.networks.ElementType;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of children that misbehave, with one that does so on demand. */
class ChildRuntimeTest {

    /** The first byte of the model says what to do. */
    static final class Misbehaving {

        private Misbehaving() {}

        public static void main(String[] unused) throws IOException {
            ChildLoop.serve(Misbehaving::run);
        }

        private static ImmutableList<RuntimeTensor> run(Request request) throws InterruptedException {
            switch (request.model()[0]) {
                case 'c' -> {
                    System.err.println("I do not feel well");
                    System.err.flush();
                    Runtime.getRuntime().halt(134);
                }
                case 'h' -> TimeUnit.DAYS.sleep(1);
                case 'p' -> System.out.println("words that belong to nobody");
                case 'r' -> throw new IllegalStateException("not like this");
                default -> {}
            }
            return request.inputs();
        }
    }

    private final ChildRuntime runtime = new ChildRuntime(Misbehaving.class, 5);
    private final RuntimeTensor input = GoldenTensors.input(ElementType.INT16, 2, 3);

    @Test
    void answersHoldWhatWasSent() {
        ImmutableList<RuntimeTensor> tensors = ask('a').tensorsOrFail();
        assertThat(tensors).hasSize(1);
        assertThat(tensors.get(0).dimensions()).isEqualTo(input.dimensions());
        assertThat(tensors.get(0).type()).isEqualTo(ElementType.INT16);
        assertThat(tensors.get(0).bytes()).isEqualTo(input.bytes());
        assertThat(ask('p').tensorsOrFail()).hasSize(1);
        assertThat(runtime.starts()).isEqualTo(1);
    }

    @Test
    void aCrashIsAnAnswerAndTheNextRequestGetsANewChild() {
        assertThat(ask('c')).isInstanceOfSatisfying(Answer.Crashed.class, crash -> {
            assertThat(crash.exitCode()).isEqualTo(134);
            assertThat(crash.lastWords()).contains("I do not feel well");
        });
        assertThat(ask('a').tensorsOrFail()).hasSize(1);
        assertThat(runtime.starts()).isEqualTo(2);
    }

    @Test
    void aHangIsAnAnswerToo() {
        assertThat(ask('a').tensorsOrFail()).hasSize(1);
        assertThat(ask('h')).isEqualTo(new Answer.Hung(5));
        assertThat(ask('a').tensorsOrFail()).hasSize(1);
    }

    @Test
    void refusalsSayWhy() {
        assertThat(ask('r'))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refusal -> assertThat(refusal.reason()).contains("not like this"));
    }

    private Answer ask(char what) {
        return runtime.run(new Request(new byte[] {(byte) what}, ImmutableList.of(input), Scope.OUTPUTS));
    }
}
