package dev.shingle.cli;

/** What stands around the tables of {@link ClaimsReport}: plain text that is good Markdown, too. */
final class ClaimsText {

    static final String INTRODUCTION = """
            P. Jokic, S. Emery and L. Benini (*Improving Memory Utilization in Convolutional Neural Network Accelerators*, arXiv
            2007.09963) say in their abstract what overlapping saves against ping-pong buffers: up to 32.9 % of the activations'
            memory of object detectors, with it up to 23.9 % of all memory of a network, and 48.8 % of the activations' memory of
            denoisers for higher resolutions. The tables by network behind these figures were not at hand, so no row below is the
            paper's: the networks are those that carry the names, as the zoo has them (`shingle networks`), at common sizes.

            Every tensor element is a byte, nothing is padded, addresses are linear, and a layer may run from either end. PIXEL
            writes all channels of a pixel at once, GROUP(8) eight of them and then reads the window again, ROW a row of the result,
            from a row buffer of its own (*staging*). *Two buffers* is the largest even plus the largest odd tensor, for chains only;
            *widest pair* the largest input plus output of one layer, where what is kept for later layers is not counted; *no overlap*
            the most that is live at once. Savings are against the widest pair, the smallest of the three, and staging counts as
            used. Weights have 8 bits, biases 32, and are all on the chip. Savings are rounded to a tenth of a per cent before they
            are compared.
            """;

    static final String DIRECTIONS = """
            The figures above are for engines that can run a layer from either end. Engines whose address counters only count up
            need more, or addresses that wrap around at the end of the scratchpad:
            """;

    static final String NOT_REPRODUCED = """
            * Which network gave which figure. 32.9 % lies just below a third, which is what overlapping saves wherever a 1x1
              convolution doubles the channels of the largest map (MobileNetV1 and its descendants): input and output are then 1 to 2,
              and the output alone is the bound. Rows that cost a row buffer come to 32.9 % on the SSD backbone, and so may other
              margins; which one the paper has is not known.
            * 23.9 % of all memory depends on how many bits weights and activations have and on which networks are meant. If both
              figures are one network's, its activations are 73 % of its memory under ping-pong. The face detectors here are near
              that; detectors with millions of weights are far from it, whatever is done about activations.
            * 48.8 % is what a chain of equal 3x3 layers, written pixel by pixel, saves on images of 41 to 44 pixels a side. Larger
              images save more: one row and one pixel less than a half. Keeping the noisy image for the last subtraction takes the
              saving down again; with it the figure is found at larger sizes.
            * The paper's face detector and its camera: its layers are not published in the abstract, and `camera-face` is ours.
            * RED-Net keeps every second map for its second half. Widest pair, which does not count them, is no memory that it could
              run in, hence the negative savings: overlapping does not bring kept maps back. Against no overlap it still saves.
            * With ROW a tensor that consists of one row is staged as a whole. Detectors whose boxes and scores are joined to one
              list pay for that (compare `joined=false`).
            """;

    static final String REWRITING = """
            This page is the output of `shingle claims --markdown`; a test compares the two. To write it anew:

                ./shingle claims --markdown > docs/claims.md
            """;

    private ClaimsText() {}
}
