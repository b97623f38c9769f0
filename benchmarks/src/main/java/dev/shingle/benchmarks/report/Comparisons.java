package dev.shingle.benchmarks.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.shingle.benchmarks.LayerDistance;
import dev.shingle.benchmarks.planner.Placements;
import dev.shingle.benchmarks.reading.Readers;
import dev.shingle.benchmarks.run.Convolutions;
import dev.shingle.benchmarks.run.Judges;
import dev.shingle.benchmarks.run.PlannedRuns;

/** What {@code benchmarks/run} measures. */
final class Comparisons {

    private static final ImmutableListMultimap<String, String> ALL_LAYERS =
            ImmutableListMultimap.<String, String>builder()
                    .putAll("inputPixelsPerSide", "24", "224", "1024")
                    .putAll("traversal", "FORWARD", "REVERSE")
                    .build();

    private static final ImmutableListMultimap<String, String> FEW_LAYERS =
            ImmutableListMultimap.<String, String>builder()
                    .putAll("inputPixelsPerSide", "24", "224")
                    .put("traversal", "FORWARD")
                    .build();

    private static final ImmutableListMultimap<String, String> MACHINES =
            ImmutableListMultimap.<String, String>builder()
                    .putAll("machine", "byte-pixel", "row", "reference-p8")
                    .build();

    private static final ImmutableListMultimap<String, String> FEW_MACHINES =
            ImmutableListMultimap.of("machine", "byte-pixel");

    static final ImmutableList<Comparison> ALL = ImmutableList.of(
            Comparison.of("safe distance, closed form", LayerDistance.class, "distance", "enumerated", "word by word")
                    .with(ALL_LAYERS, FEW_LAYERS),
            Comparison.of("placement, overlapped", Placements.class, "overlapped", "greedyBySize", "greedy by size")
                    .saying(Placements::overlappedWords),
            Comparison.of(
                            "placement, disjoint, section search",
                            Placements.class,
                            "sectionSearch",
                            "greedyBySizeOfTrace",
                            "greedy by size")
                    .saying(Placements::disjointBytes),
            Comparison.of("plan judged, static check", Judges.class, "staticCheck", "replay", "replay of every access"),
            Comparison.of("cycles, reference model", Judges.class, "cycles", "checkedRun", "checked run"),
            Comparison.of("run by plan, checked", PlannedRuns.class, "checked", "unchecked", "unchecked")
                    .with(MACHINES, FEW_MACHINES),
            Comparison.of(
                            "run by plan, unchecked",
                            PlannedRuns.class,
                            "unchecked",
                            "plain",
                            "own memory for each tensor")
                    .with(MACHINES, FEW_MACHINES),
            Comparison.of("convolution, int8", Convolutions.class, "kernel", "nestedLoops", "nested loops"),
            Comparison.of("reading .tflite", Readers.class, "tflite", "tfliteBytes", "its bytes and their CRC"),
            Comparison.of("reading .onnx", Readers.class, "onnx", "onnxBytes", "its bytes and their CRC"));

    private Comparisons() {}
}
