package dev.shingle.networks.pictures;

/** How a picture of another size becomes one of the network's size. */
public enum Resampling {
    /** The pixel whose square the middle of the new pixel falls into. */
    NEAREST,
    /** Between the two nearest rows and columns, pixels being squares with their values in the middle; border repeated. */
    BILINEAR,
    /** The mean over the area that the new pixel covers; of enlarged pictures, the same as nearest but for the seams. */
    AREA
}
