package dev.shingle.mapper.trace.csv;

import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the first line says: which column stands where.
 *
 * @param positions index of each column that is there
 * @param width number of columns
 * @param inclusive times are written with their last moment included: the column is called {@code end}
 */
record Header(ImmutableMap<Column, Integer> positions, int width, boolean inclusive) {

    static Header parse(CsvRecord line) {
        Map<Column, Integer> positions = new EnumMap<>(Column.class);
        boolean inclusive = false;
        for (int i = 0; i < line.fields().size(); i++) {
            CsvRecord.Field field = line.fields().get(i);
            String name = field.text().strip();
            Column column = Column.named(name)
                    .orElseThrow(() -> line.refusal(field, "a column of a trace: one of " + Column.allNames()));
            if (positions.putIfAbsent(column, i) != null) {
                throw line.refusal(
                        field, "a second column '" + column.title() + "'", "only one of " + column.describe());
            }
            inclusive |= name.equals(Column.INCLUSIVE_END);
        }
        for (Column column : Column.values()) {
            if (column.isRequired() && !positions.containsKey(column)) {
                throw line.refusal("no column '" + column.title() + "'", "a header with a column " + column.describe());
            }
        }
        return new Header(ImmutableMap.copyOf(positions), line.fields().size(), inclusive);
    }

    /** The field of a column, if there is such a column. */
    Optional<CsvRecord.Field> field(CsvRecord line, Column column) {
        Integer position = positions.get(column);
        return position == null ? Optional.empty() : Optional.of(line.fields().get(position));
    }
}
