package dev.shingle.api;

/** The three figures of the source's abstract (arXiv 2007.09963): largest savings against ping-pong buffering. */
public enum Claim {
    /** Up to 32.9 % of the activations' memory of object detectors. */
    DETECTOR_ACTIVATIONS(Family.DETECTOR, false, 329),
    /** With it, up to 23.9 % of all memory of the same networks: activations and parameters. */
    DETECTOR_MEMORY(Family.DETECTOR, true, 239),
    /** 48.8 % of the activations' memory of denoisers for higher resolutions. */
    DENOISER_ACTIVATIONS(Family.DENOISER, false, 488);

    /** What the source's networks do. */
    public enum Family {
        DETECTOR,
        DENOISER
    }

    /** How a saving compares with a claim, both rounded to a tenth of a per cent. */
    public enum Verdict {
        PASSES,
        MEETS,
        BELOW
    }

    private final Family family;
    private final boolean withWeights;
    private final int savedPerMille;

    Claim(Family family, boolean withWeights, int savedPerMille) {
        this.family = family;
        this.withWeights = withWeights;
        this.savedPerMille = savedPerMille;
    }

    public Family family() {
        return family;
    }

    /** Whether the claim is about activations and parameters together. */
    public boolean withWeights() {
        return withWeights;
    }

    public int savedPerMille() {
        return savedPerMille;
    }

    /** What a saving says about the claim. */
    public Verdict verdict(long foundPerMille) {
        if (foundPerMille == savedPerMille) {
            return Verdict.MEETS;
        }
        return foundPerMille > savedPerMille ? Verdict.PASSES : Verdict.BELOW;
    }
}
