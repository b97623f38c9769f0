package dev.shingle.sim.energy;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.sim.energy.SramCurve.Term;
import java.util.List;
import java.util.Locale;

/**
 * Curves as text, one line each:
 *
 * <pre>
 *   nm,ports,points,size,size,word,word,depth,figure,max error,rms error,0/0:-1.5 1/0:0.5 0/1:0.75
 * </pre>
 *
 * with range and errors as in {@link SramFit}; a term is powers of size and word, and the coefficient. Lines that begin with
 * {@code #} are comments.
 */
final class SramFitText {

    private static final Splitter CELLS = Splitter.on(',').trimResults();
    private static final int FIGURES = SramFigure.values().length;

    private SramFitText() {}

    static String write(SramModel model) {
        StringBuilder text = new StringBuilder();
        for (SramFit fit : model.fits()) {
            for (SramFigure figure : SramFigure.values()) {
                text.append(line(fit, figure)).append('\n');
            }
        }
        return text.toString();
    }

    private static String line(SramFit fit, SramFigure figure) {
        SramCurve curve = fit.curve(figure);
        return String.join(
                ",",
                String.valueOf(fit.technologyNanometres()),
                String.valueOf(fit.readWritePorts()),
                String.valueOf(fit.points()),
                String.valueOf(fit.leastSizeBytes()),
                String.valueOf(fit.mostSizeBytes()),
                String.valueOf(fit.leastWordBytes()),
                String.valueOf(fit.mostWordBytes()),
                String.valueOf(fit.leastDepthWords()),
                figure.name().toLowerCase(Locale.ROOT),
                String.valueOf(curve.maxError()),
                String.valueOf(curve.rmsError()),
                curve.terms().stream().map(SramFitText::term).collect(joining(" ")));
    }

    private static String term(Term term) {
        return term.monomial().sizePower() + "/" + term.monomial().wordPower() + ":" + term.coefficient();
    }

    /** Reads what comes with the program: a fault in it is a fault of the program. */
    static SramModel read(String source, String text) {
        List<List<String>> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(CELLS::splitToList)
                .toList();
        ImmutableList.Builder<SramFit> fits = ImmutableList.builder();
        for (int first = 0; first < lines.size(); first += FIGURES) {
            fits.add(fit(lines.subList(first, first + FIGURES)));
        }
        return new SramModel(source, fits.build());
    }

    private static SramFit fit(List<List<String>> lines) {
        ImmutableMap.Builder<SramFigure, SramCurve> curves = ImmutableMap.builder();
        for (List<String> cells : lines) {
            curves.put(SramFigure.valueOf(cells.get(8).toUpperCase(Locale.ROOT)), curve(cells));
        }
        List<String> cells = lines.get(0);
        return new SramFit(
                Integer.parseInt(cells.get(0)),
                Integer.parseInt(cells.get(1)),
                Integer.parseInt(cells.get(2)),
                Long.parseLong(cells.get(3)),
                Long.parseLong(cells.get(4)),
                Integer.parseInt(cells.get(5)),
                Integer.parseInt(cells.get(6)),
                Long.parseLong(cells.get(7)),
                curves.buildOrThrow());
    }

    private static SramCurve curve(List<String> cells) {
        return new SramCurve(
                Splitter.on(' ')
                        .splitToStream(cells.get(11))
                        .map(SramFitText::readTerm)
                        .collect(toImmutableList()),
                Double.parseDouble(cells.get(9)),
                Double.parseDouble(cells.get(10)));
    }

    private static Term readTerm(String text) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        Monomial monomial = new Monomial(
                Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1, colon)));
        return new Term(monomial, Double.parseDouble(text.substring(colon + 1)));
    }
}
