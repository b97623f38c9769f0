package dev.shingle.networks.pictures;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import dev.shingle.networks.format.TensorNames;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the elements of an array file: a dictionary in Python's notation. Only its three keys are looked for,
 * each with the one form of value that NumPy writes.
 */
record NpyHeader(NpyElement element, boolean isFortranOrder, Shape shape) {

    /** NumPy's own limit is of this size. */
    static final int MOST_CHARACTERS = 10_000;

    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\s]*)\\)");

    /** Ranks above this are no arrays that anyone means. */
    private static final int MOST_DIMENSIONS = 16;

    static NpyHeader parse(String source, String text) {
        String type = value(source, text, DESCR, "'descr' with one simple type");
        Optional<NpyElement> element = NpyElement.parse(type);
        if (element.isEmpty()) {
            throw failure(source, "type " + type, "one of " + NpyElement.KNOWN);
        }
        boolean isFortranOrder = value(source, text, ORDER, "'fortran_order'").equals("True");
        return new NpyHeader(
                element.get(), isFortranOrder, shape(source, value(source, text, SHAPE, "'shape' of numbers")));
    }

    /** The header that stands for an array in C order. */
    static String text(NpyElement element, Shape shape) {
        StringBuilder dimensions = new StringBuilder();
        shape.dimensions().stream().forEach(size -> dimensions.append(size).append(", "));
        String tuple = dimensions.toString().strip();
        boolean isSingle = shape.rank() == 1;
        return "{'descr': '" + element.descr() + "', 'fortran_order': False, 'shape': ("
                + (isSingle || tuple.isEmpty() ? tuple : tuple.substring(0, tuple.length() - 1)) + "), }";
    }

    /** The shape under which the file's order is row-major. */
    Shape storedShape() {
        if (!isFortranOrder) {
            return shape;
        }
        int[] dimensions = new int[shape.rank()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = shape.dimension(dimensions.length - 1 - i);
        }
        return Shape.of(dimensions);
    }

    private static String value(String source, String text, Pattern pattern, String expected) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw failure(source, TensorNames.brief(TensorNames.printable(text.strip())), expected);
        }
        return matcher.group(1);
    }

    private static Shape shape(String source, String tuple) {
        ImmutableIntArray.Builder dimensions = ImmutableIntArray.builder();
        String[] parts = tuple.isBlank() ? new String[0] : tuple.split(",", -1);
        try {
            for (int i = 0; i < parts.length; i++) {
                if (i < parts.length - 1 || !parts[i].isBlank()) {
                    dimensions.add(Integer.parseInt(parts[i].strip()));
                }
            }
            ImmutableIntArray sizes = dimensions.build();
            if (sizes.length() <= MOST_DIMENSIONS) {
                Shape shape = new Shape(sizes);
                // Every element takes at most 8 bytes, and so many bytes must be countable.
                Math.multiplyExact(shape.elements(), (long) Long.BYTES);
                return shape;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw failure(source, "shape (" + TensorNames.brief(tuple) + ")", "dimensions from 1 on, in reach");
        }
        throw failure(source, parts.length + " dimensions", "at most " + MOST_DIMENSIONS);
    }

    private static NetworkFormatException failure(String source, String found, String expected) {
        return new NetworkFormatException(source, "header", found, expected);
    }
}
