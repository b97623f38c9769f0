package dev.shingle.testkit.engine;

import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Small layers with sliding windows, small enough for brute force, shrinking towards one pixel and a 1x1 kernel. What breaks
 * formulas comes often: height unequal to width, strides that skip rows, strides unequal, padding on one side only.
 */
public final class WindowLayers {

    private WindowLayers() {}

    /** Windows of any kind; {@code @ForAll WindowLayer} draws from these. */
    public static Arbitrary<WindowLayer> any() {
        return Combinators.combine(inputs(), windows())
                .as((input, window) -> new Candidate(input, window))
                .filter(Candidate::isLayer)
                .map(Candidate::layer);
    }

    /** The same without padding and dilation, for engines that have neither. */
    public static Arbitrary<WindowLayer> unpadded() {
        return any().map(layer -> new WindowLayer(
                layer.inputRows() + layer.window().extentHeight(),
                layer.inputColumns() + layer.window().extentWidth(),
                layer.inputChannels(),
                layer.outputChannels(),
                new Window(
                        layer.window().kernelHeight(),
                        layer.window().kernelWidth(),
                        layer.window().strideHeight(),
                        layer.window().strideWidth(),
                        1,
                        1,
                        Padding.NONE)));
    }

    private static Arbitrary<Input> inputs() {
        return Combinators.combine(upTo(9), upTo(9), upTo(6), upTo(6)).as(Input::new);
    }

    private static Arbitrary<Window> windows() {
        Arbitrary<Integer> dilation =
                Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(1)), Tuple.of(1, Arbitraries.just(2)));
        return Combinators.combine(upTo(4), upTo(4), upTo(3), upTo(3), dilation, dilation, paddings())
                .as(Window::new);
    }

    private static Arbitrary<Padding> paddings() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 2);
        return Combinators.combine(few, few, few, few).as(Padding::new);
    }

    private static Arbitrary<Integer> upTo(int most) {
        return Arbitraries.integers().between(1, most);
    }

    private record Input(int rows, int columns, int channels, int outputChannels) {}

    /** A window and an input, drawn apart: the one may be too large for the other. */
    private record Candidate(Input input, Window window) {

        boolean isLayer() {
            Padding padding = window.padding();
            return input.rows + padding.top() + padding.bottom() >= window.extentHeight()
                    && input.columns + padding.left() + padding.right() >= window.extentWidth();
        }

        WindowLayer layer() {
            return new WindowLayer(input.rows, input.columns, input.channels, input.outputChannels, window);
        }
    }
}
