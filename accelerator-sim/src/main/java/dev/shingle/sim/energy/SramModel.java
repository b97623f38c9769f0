package dev.shingle.sim.energy;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What memories cost, by technology, ports, size and word. The standard model is a fit of CACTI 7's results; it knows a
 * single read-write port only.
 */
public final class SramModel {

    private static final String STANDARD = "sram-fit.csv";

    private final String source;
    private final ImmutableList<SramFit> fits;

    SramModel(String source, ImmutableList<SramFit> fits) {
        this.source = source;
        this.fits = fits;
    }

    /** The model that comes with the program. */
    public static SramModel standard() {
        try {
            String text = Resources.toString(Resources.getResource(SramModel.class, STANDARD), StandardCharsets.UTF_8);
            return SramFitText.read("CACTI 7, one read-write port, one bank", text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the figures were taken from. */
    public String source() {
        return source;
    }

    /** The curves; for tests and for what is written. */
    ImmutableList<SramFit> fits() {
        return fits;
    }

    /**
     * The cost of a memory with a single port that reads or writes.
     *
     * @param technologyNanometres technology node
     * @param sizeBytes capacity
     * @param wordBytes bytes of an access
     */
    public SramCost cost(int technologyNanometres, long sizeBytes, int wordBytes) {
        return cost(technologyNanometres, 1, sizeBytes, wordBytes);
    }

    /** The cost of a memory with so many ports, each of which reads or writes. */
    public SramCost cost(int technologyNanometres, int readWritePorts, long sizeBytes, int wordBytes) {
        Optional<SramFit> fit = fits.stream()
                .filter(it ->
                        it.technologyNanometres() == technologyNanometres && it.readWritePorts() == readWritePorts)
                .findFirst();
        if (fit.isEmpty()) {
            return new SramCost.Unknown("no figures for %d nm and %d port%s; there are some for %s"
                    .formatted(technologyNanometres, readWritePorts, readWritePorts == 1 ? "" : "s", known()));
        }
        return fit.get().covers(sizeBytes, wordBytes)
                ? known(fit.get(), sizeBytes, wordBytes)
                : new SramCost.Unknown("a memory of %d bytes in words of %d is outside the figures for %d nm: %s"
                        .formatted(
                                sizeBytes,
                                wordBytes,
                                technologyNanometres,
                                fit.get().range()));
    }

    private static SramCost known(SramFit fit, long sizeBytes, int wordBytes) {
        SramCurve read = fit.curve(SramFigure.READ_PICOJOULES);
        return new SramCost.Known(
                read.of(sizeBytes, wordBytes),
                fit.value(SramFigure.WRITE_PICOJOULES, sizeBytes, wordBytes),
                fit.value(SramFigure.LEAKAGE_MILLIWATTS, sizeBytes, wordBytes),
                fit.value(SramFigure.AREA_SQUARE_MILLIMETRES, sizeBytes, wordBytes),
                read.rmsError(),
                read.maxError());
    }

    private String known() {
        return fits.stream()
                .map(fit -> "%d nm with %d".formatted(fit.technologyNanometres(), fit.readWritePorts()))
                .collect(Collectors.joining(", "));
    }
}
