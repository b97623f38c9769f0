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

    private static final ImmutableListMultimap<String, String> ONE_MACHINE =
            ImmutableListMultimap.of("machine", "byte-pixel");

    private static final ImmutableListMultimap<String, String> ONE_KERNEL = ImmutableListMultimap.of("kernel", "3x3");

    private static final ImmutableListMultimap<String, String> EVERY = ImmutableListMultimap.of();

    private static final ImmutableListMultimap<String, String> FEW_NETWORKS =
            ImmutableListMultimap.<String, String>builder()
                    .putAll("network", "camera-face", "mobilenet-v2")
                    .build();

    private static final ImmutableListMultimap<String, String> ONE_NETWORK =
            ImmutableListMultimap.of("network", "camera-face");

    static final ImmutableList<Comparison> ALL = ImmutableList.of(
            Comparison.of("safe distance, closed form", LayerDistance.class, "distance", "enumerated", "word by word")
                    .with(ALL_LAYERS, FEW_LAYERS),
            Comparison.of("placement, overlapped", Placements.class, "overlapped", "greedyBySize", "greedy by size")
                    .with(EVERY, FEW_NETWORKS)
                    .saying(Placements::overlappedWords),
            Comparison.of(
                            "placement, disjoint, section search",
                            Placements.class,
                            "sectionSearch",
                            "greedyBySizeOfTrace",
                            "greedy by size")
                    .with(EVERY, FEW_NETWORKS)
                    .saying(Placements::disjointBytes),
            Comparison.of("plan judged, static check", Judges.class, "staticCheck", "replay", "replay of every access"),
            Comparison.of("cycles, reference model", Judges.class, "cycles", "checkedRun", "checked run"),
            Comparison.of("run by plan, checked", PlannedRuns.class, "checked", "unchecked", "unchecked")
                    .with(MACHINES, ONE_MACHINE),
            Comparison.of(
                            "run by plan, unchecked",
                            PlannedRuns.class,
                            "unchecked",
                            "plain",
                            "own memory for each tensor")
                    .with(MACHINES, ONE_MACHINE),
            Comparison.of("convolution, int8", Convolutions.class, "kernel", "nestedLoops", "nested loops")
                    .with(EVERY, ONE_KERNEL),
            Comparison.of("reading .tflite", Readers.class, "tflite", "tfliteBytes", "its bytes and their CRC")
                    .with(EVERY, ONE_NETWORK),
            Comparison.of("reading .onnx", Readers.class, "onnx", "onnxBytes", "its bytes and their CRC")
                    .with(EVERY, ONE_NETWORK));

    private Comparisons() {}
}
