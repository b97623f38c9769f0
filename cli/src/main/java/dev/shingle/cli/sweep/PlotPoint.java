package dev.shingle.cli.sweep;

/**
 * A point of a plot.
 *
 * @param label what it is
 * @param sramBytes what its plan needs
 * @param macs work that it does; nobody would take less of it for nothing
 * @param cost what it costs besides: cycles, energy, blocks; or nothing
 */
record PlotPoint(String label, double sramBytes, double macs, double cost) {}
