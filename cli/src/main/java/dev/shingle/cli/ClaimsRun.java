package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.Claim;
import dev.shingle.api.ClaimFigures;
import dev.shingle.api.Claims;
import java.util.Arrays;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Works through the networks, on all cores; shows how far it is if a person watches. */
final class ClaimsRun {

    private final Console console;
    private final long mostWordsReplayed;

    ClaimsRun(Console console, boolean full) {
        this.console = console;
        this.mostWordsReplayed = full ? Long.MAX_VALUE : Claims.MOST_WORDS_REPLAYED;
    }

    /** In the order of the families and their networks, whichever is done first. */
    ImmutableList<ClaimFigures> figures() {
        ImmutableList<Question> questions = Arrays.stream(Claim.Family.values())
                .flatMap(family -> Claims.networks(family).stream().map(spec -> new Question(spec, family)))
                .collect(toImmutableList());
        if (!console.interactive()) {
            return answers(questions, () -> {});
        }
        try (ProgressBar bar = bar(questions.size())) {
            return answers(questions, bar::step);
        }
    }

    private ImmutableList<ClaimFigures> answers(ImmutableList<Question> questions, Runnable done) {
        return questions.parallelStream()
                .map(question -> {
                    ClaimFigures figures = Claims.of(question.spec, question.family, mostWordsReplayed);
                    done.run();
                    return figures;
                })
                .collect(toImmutableList());
    }

    private ProgressBar bar(int networks) {
        return new ProgressBarBuilder()
                .setTaskName("networks")
                .setInitialMax(networks)
                .setStyle(console.barStyle())
                .build();
    }

    private record Question(String spec, Claim.Family family) {}
}
