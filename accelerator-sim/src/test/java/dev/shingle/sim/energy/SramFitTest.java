package dev.shingle.sim.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves through memories, and the coefficients that come with the program. */
class SramFitTest {

    private static final String HEADER =
            "tech_nm,size_bytes,word_bytes,n_banks,rw_ports,read_pJ,write_pJ,leak_mW,area_mm2\n";

    @Test
    void theStandardModelIsTheFitOfTheTable() throws IOException {
        Path table = Path.of("..", "..", "shared", "peers", "energy", "sram_cacti7.csv");
        assumeTrue(Files.isRegularFile(table), "../shared/peers/energy is not there");
        ImmutableList<SramPoint> points = SramCsv.read(table);
        SramModel fitted = EnergyFit.fit("CACTI 7", points);
        if (Boolean.getBoolean("shingle.print.fit")) {
            System.out.print(SramFitText.write(fitted));
        }
        SramModel standard = SramModel.standard();
        assertThat(standard.fits()).hasSameSizeAs(fitted.fits());
        for (int i = 0; i < fitted.fits().size(); i++) {
            equal(standard.fits().get(i), fitted.fits().get(i));
        }
        for (SramPoint point : points) {
            SramCost.Known known =
                    (SramCost.Known) standard.cost(point.technologyNanometres(), point.sizeBytes(), point.wordBytes());
            assertThat(known.readPicojoules())
                    .isCloseTo(point.readPicojoules(), Percentage.withPercentage(100 * known.readMaxError() + 0.001));
        }
    }

    private static void equal(SramFit standard, SramFit fitted) {
        assertThat(standard.range()).isEqualTo(fitted.range());
        for (SramFigure figure : SramFigure.values()) {
            SramCurve expected = fitted.curve(figure);
            SramCurve found = standard.curve(figure);
            System.out.printf(
                    Locale.ROOT,
                    "%d nm %-24s %d terms, error max %.1f %%, rms %.1f %%%n",
                    fitted.technologyNanometres(),
                    figure,
                    expected.terms().size(),
                    100 * expected.maxError(),
                    100 * expected.rmsError());
            assertThat(found.terms()).hasSameSizeAs(expected.terms());
            assertThat(found.maxError()).isCloseTo(expected.maxError(), within(1e-9));
            assertThat(found.rmsError()).isCloseTo(expected.rmsError(), within(1e-9));
            for (int i = 0; i < expected.terms().size(); i++) {
                assertThat(found.terms().get(i).monomial())
                        .isEqualTo(expected.terms().get(i).monomial());
                assertThat(found.terms().get(i).coefficient())
                        .isCloseTo(expected.terms().get(i).coefficient(), within(1e-9));
            }
        }
    }

    @Test
    void aSmallerMemoryIsCheaperInEveryWay() {
        SramModel model = SramModel.standard();
        for (int nanometres : new int[] {22, 32, 45, 65}) {
            for (int word : new int[] {4, 8, 16}) {
                SramCost.Known before = (SramCost.Known) model.cost(nanometres, 2048, word);
                for (long size = 2048 + 1024; size <= 1 << 21; size += size / 4) {
                    SramCost.Known next = (SramCost.Known) model.cost(nanometres, size, word);
                    assertThat(next.readPicojoules()).isGreaterThan(before.readPicojoules());
                    assertThat(next.writePicojoules()).isGreaterThan(before.writePicojoules());
                    assertThat(next.leakageMilliwatts()).isGreaterThan(before.leakageMilliwatts());
                    assertThat(next.areaSquareMillimetres()).isGreaterThan(before.areaSquareMillimetres());
                    before = next;
                }
            }
        }
    }

    @Test
    void outsideTheRangeThereIsNoFigure() {
        SramModel model = SramModel.standard();
        assertThat(model.cost(22, 32768, 8)).isInstanceOf(SramCost.Known.class);
        assertThat(model.cost(22, 1023, 8)).isInstanceOf(SramCost.Unknown.class);
        assertThat(model.cost(22, (1 << 21) + 1, 8)).isInstanceOf(SramCost.Unknown.class);
        assertThat(model.cost(22, 32768, 1)).isInstanceOf(SramCost.Unknown.class);
        assertThat(model.cost(22, 32768, 128)).isInstanceOf(SramCost.Unknown.class);
        assertThat(model.cost(22, 1024, 64)).as("fewer words than fitted").isInstanceOf(SramCost.Unknown.class);
        assertThat(model.cost(28, 32768, 8))
                .isInstanceOfSatisfying(
                        SramCost.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("28 nm", "22 nm"));
        assertThat(model.cost(22, 2, 32768, 8))
                .isInstanceOfSatisfying(
                        SramCost.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("2 ports"));
    }

    @Test
    void aPowerLawIsFound() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int size = 1024; size <= 1 << 20; size *= 2) {
            for (int word = 1; word <= 8; word *= 2) {
                double read = 0.01 * Math.pow(size, 0.5) * Math.pow(word, 0.8);
                csv.append(
                        "28,%d,%d,1,2,%s,%s,%s,%s%n".formatted(size, word, read, read * 2, size * 1e-9, size * 1e-7));
            }
        }
        SramModel model = EnergyFit.fit("law", SramCsv.read("law.csv", csv.toString()));
        SramCost.Known known = (SramCost.Known) model.cost(28, 2, 50_000, 3);
        double read = 0.01 * Math.pow(50_000, 0.5) * Math.pow(3, 0.8);
        assertThat(known.readPicojoules()).isCloseTo(read, Percentage.withPercentage(1e-6));
        assertThat(known.writePicojoules()).isCloseTo(read * 2, Percentage.withPercentage(1e-6));
        assertThat(model.cost(28, 50_000, 3)).isInstanceOf(SramCost.Unknown.class);
        assertThat(model.source()).isEqualTo("law");
    }

    @Test
    void oneWordWidthIsEnough() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int size = 1024; size <= 1 << 20; size *= 2) {
            csv.append("28,%d,4,1,1,%s,1,1,1%n".formatted(size, Math.sqrt(size)));
        }
        SramModel model = EnergyFit.fit("one word", SramCsv.read("one.csv", csv.toString()));
        SramCost.Known known = (SramCost.Known) model.cost(28, 3000, 4);
        assertThat(known.readPicojoules()).isCloseTo(Math.sqrt(3000), Percentage.withPercentage(1e-6));
    }

    @Test
    void tooFewMemoriesAreRefused() {
        ImmutableList<SramPoint> two =
                SramCsv.read("two.csv", HEADER + "28,1024,4,1,1,1,1,1,1\n28,2048,4,1,1,2,2,2,2\n");
        assertThatThrownBy(() -> EnergyFit.fit("two", two)).hasMessageContaining("too few");
        assertThatThrownBy(() -> EnergyFit.fit("none", ImmutableList.of())).hasMessageContaining("no memory");
        ImmutableList<SramPoint> banked = SramCsv.read("b.csv", HEADER + "28,1024,4,2,1,1,1,1,1\n");
        assertThatThrownBy(() -> EnergyFit.fit("b", banked)).hasMessageContaining("single bank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tech_nm,size_bytes\n22,1024\n",
                HEADER + "22,1024,4,1,1,x,1,1,1",
                HEADER + "22,1024.5,4,1,1,1,1,1,1",
                HEADER + "22,1024,4,1,1,-1,1,1,1",
                HEADER + "22,1024,4,1,1,NaN,1,1,1",
                HEADER + "22,1024,4,1",
            })
    void tablesOfOtherKindsAreRefused(String text) {
        assertThatThrownBy(() -> SramCsv.read("t.csv", text))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageStartingWith("t.csv: line ");
    }
}
