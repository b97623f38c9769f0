package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.Claim;
import dev.shingle.api.ClaimFigures;
import dev.shingle.api.Claims;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Works through the networks one by one; shows how far it is if a person watches. */
final class ClaimsRun {

    private final Console console;
    private final long mostWordsReplayed;

    ClaimsRun(Console console, boolean full) {
        this.console = console;
        this.mostWordsReplayed = full ? Long.MAX_VALUE : Claims.MOST_WORDS_REPLAYED;
    }

    ImmutableList<ClaimFigures> figures() {
        ImmutableList.Builder<ClaimFigures> figures = ImmutableList.builder();
        if (!console.interactive()) {
            for (Claim.Family family : Claim.Family.values()) {
                Claims.networks(family).forEach(spec -> figures.add(Claims.of(spec, family, mostWordsReplayed)));
            }
            return figures.build();
        }
        try (ProgressBar bar = bar()) {
            for (Claim.Family family : Claim.Family.values()) {
                for (String spec : Claims.networks(family)) {
                    bar.setExtraMessage(spec);
                    figures.add(Claims.of(spec, family, mostWordsReplayed));
                    bar.step();
                }
            }
        }
        return figures.build();
    }

    private ProgressBar bar() {
        long networks = 0;
        for (Claim.Family family : Claim.Family.values()) {
            networks += Claims.networks(family).size();
        }
        return new ProgressBarBuilder()
                .setTaskName("networks")
                .setInitialMax(networks)
                .setStyle(console.barStyle())
                .build();
    }
}
