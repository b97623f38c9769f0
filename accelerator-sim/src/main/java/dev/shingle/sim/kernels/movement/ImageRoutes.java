package dev.shingle.sim.kernels.movement;

import static dev.shingle.sim.kernels.movement.Routes.table;

import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.window.ResizeScale;
import java.util.Optional;

/** Routes between batches of images; offsets are those of image, row, column and channel. */
final class ImageRoutes {

    private ImageRoutes() {}

    static Optional<Route> of(Operator operator, Shape operand, Shape result) {
        if (operator instanceof Operator.DepthToSpace depthToSpace) {
            return Optional.of(depthToSpace(depthToSpace.block(), operand, result));
        } else if (operator instanceof Operator.SpaceToDepth spaceToDepth) {
            return Optional.of(spaceToDepth(spaceToDepth.block(), operand, result));
        } else if (operator instanceof Operator.SpaceToBatch spaceToBatch) {
            return Optional.of(spaceToBatch(spaceToBatch, operand, result));
        } else if (operator instanceof Operator.BatchToSpace batchToSpace) {
            return Optional.of(batchToSpace(batchToSpace, operand, result));
        } else if (operator instanceof Operator.Resize resize && resize.mode() == Operator.Resize.Mode.NEAREST) {
            return Optional.of(nearest(resize, operand, result));
        }
        return Optional.empty();
    }

    private static Route depthToSpace(int block, Shape operand, Shape result) {
        int channels = result.channels();
        return route(
                image(operand, result),
                table(result.height(), row -> row / block * row(operand) + (long) (row % block) * block * channels),
                table(result.width(), column -> column / block * pixel(operand) + (long) (column % block) * channels),
                table(channels, channel -> channel));
    }

    private static Route spaceToDepth(int block, Shape operand, Shape result) {
        int channels = operand.channels();
        return route(
                image(operand, result),
                table(result.height(), row -> (long) row * block * row(operand)),
                table(result.width(), column -> (long) column * block * pixel(operand)),
                table(result.channels(), channel -> {
                    int position = channel / channels;
                    return position / block * row(operand) + position % block * pixel(operand) + channel % channels;
                }));
    }

    private static Route batchToSpace(Operator.BatchToSpace operator, Shape operand, Shape result) {
        int height = operator.blockHeight();
        int width = operator.blockWidth();
        long images = result.batch() * image(operand);
        return route(
                image(operand, result),
                table(result.height(), index -> {
                    int row = index + operator.crop().top();
                    return row / height * row(operand) + (long) (row % height) * width * images;
                }),
                table(result.width(), index -> {
                    int column = index + operator.crop().left();
                    return column / width * pixel(operand) + (long) (column % width) * images;
                }),
                table(result.channels(), channel -> channel));
    }

    private static Route nearest(Operator.Resize resize, Shape operand, Shape result) {
        ResizeScale rows = new ResizeScale(resize, operand.height(), result.height());
        ResizeScale columns = new ResizeScale(resize, operand.width(), result.width());
        return route(
                image(operand, result),
                table(result.height(), row -> rows.nearest(row) * row(operand)),
                table(result.width(), column -> columns.nearest(column) * pixel(operand)),
                table(result.channels(), channel -> channel));
    }

    /** Whether a row lies in the border depends on row and sub-image together, so this is no table. */
    private static Route spaceToBatch(Operator.SpaceToBatch operator, Shape operand, Shape result) {
        int channels = result.channels();
        return (element, run) -> {
            int channel = (int) (element % channels);
            long pixel = element / channels;
            int column = (int) (pixel % result.width());
            int row = (int) (pixel / result.width() % result.height());
            int image = (int) (pixel / result.width() / result.height());
            int position = image / operand.batch();
            int y = row * operator.blockHeight()
                    + position / operator.blockWidth()
                    - operator.padding().top();
            int x = column * operator.blockWidth()
                    + position % operator.blockWidth()
                    - operator.padding().left();
            boolean isInside = y >= 0 && y < operand.height() && x >= 0 && x < operand.width();
            long source = image % operand.batch() * image(operand) + y * row(operand) + x * pixel(operand) + channel;
            run.set(0, isInside ? source : Run.BORDER, channels - channel);
        };
    }

    private static Route route(long[]... offsets) {
        return new TableRoute(offsets);
    }

    private static long[] image(Shape operand, Shape result) {
        return table(result.batch(), image -> image * image(operand));
    }

    private static long image(Shape shape) {
        return shape.height() * row(shape);
    }

    private static long row(Shape shape) {
        return (long) shape.width() * shape.channels();
    }

    private static long pixel(Shape shape) {
        return shape.channels();
    }
}
