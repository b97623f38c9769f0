package dev.shingle.cli.sweep;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.sweep.SweepColumns;
import dev.shingle.api.sweep.SweepTable;
import java.util.ArrayList;
import java.util.List;

/**
 * One plot of several: SRAM against one quantity.
 *
 * @param title what is plotted
 * @param unit of the quantity, as the axis has it
 * @param isWork the quantity is the work itself, of which more is better
 * @param points those that have both figures
 */
record PlotPanel(String title, String unit, boolean isWork, ImmutableList<PlotPoint> points) {

    /** A panel for each quantity that some row has. */
    static ImmutableList<PlotPanel> of(SweepTable table) {
        ImmutableList<String> columns = table.header().columns();
        List<ImmutableList<String>> rows = new ArrayList<>();
        table.rows().values().forEach(row -> rows.add(SweepColumns.cells(row)));
        ImmutableList.Builder<PlotPanel> panels = ImmutableList.builder();
        for (String column : columns) {
            if (column.equals(SweepColumns.MACS)) {
                panels.add(panel("SRAM against work", "multiply-accumulates", columns, column, rows));
            } else if (column.equals(SweepColumns.CYCLES)) {
                panels.add(panel("SRAM against time", "cycles", columns, column, rows));
            } else if (column.equals(SweepColumns.ENERGY)) {
                panels.add(panel("SRAM against energy", "nJ in memories", columns, column, rows));
            } else if (column.startsWith(SweepColumns.BLOCKS)) {
                String kind = column.substring(SweepColumns.BLOCKS.length());
                panels.add(panel("SRAM against block RAMs", kind + " blocks", columns, column, rows));
            }
        }
        return panels.build().stream()
                .filter(panel -> !panel.points().isEmpty())
                .collect(ImmutableList.toImmutableList());
    }

    private static PlotPanel panel(
            String title, String unit, ImmutableList<String> columns, String column, List<ImmutableList<String>> rows) {
        boolean isWork = column.equals(SweepColumns.MACS);
        int sram = columns.indexOf(SweepColumns.PLANNED_BYTES);
        int work = columns.indexOf(SweepColumns.MACS);
        int cost = columns.indexOf(column);
        ImmutableList.Builder<PlotPoint> points = ImmutableList.builder();
        for (ImmutableList<String> row : rows) {
            // A logarithm is taken of all of them; what has no work or costs nothing is not plotted.
            if (isPositive(row.get(sram)) && isPositive(row.get(work)) && isPositive(row.get(cost))) {
                points.add(new PlotPoint(
                        label(row),
                        Double.parseDouble(row.get(sram)),
                        Double.parseDouble(row.get(work)),
                        isWork ? 0 : Double.parseDouble(row.get(cost))));
            }
        }
        return new PlotPanel(title, unit, isWork, points.build());
    }

    private static boolean isPositive(String cell) {
        return !cell.isEmpty() && Double.parseDouble(cell) > 0;
    }

    /** The configuration: the five columns behind the point's number. */
    private static String label(ImmutableList<String> row) {
        return row.get(1) + " " + row.get(2)
                + (row.get(3).isEmpty() ? "" : " width " + row.get(3))
                + (row.get(4).isEmpty() ? "" : " bits " + row.get(4))
                + " on " + row.get(5);
    }

    double abscissa(PlotPoint point) {
        return isWork ? point.macs() : point.cost();
    }
}
