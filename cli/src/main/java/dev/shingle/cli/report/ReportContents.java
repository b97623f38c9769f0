package dev.shingle.cli.report;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.CycleEstimate;
import dev.shingle.api.MemoryComparison;
import dev.shingle.api.Sizing;
import dev.shingle.api.picture.MemoryPicture;
import java.util.Optional;

/**
 * All that a report says.
 *
 * @param sizing the figures
 * @param overlapped the plan
 * @param disjoint the plan that overlaps nothing, beside it
 * @param disjointName what that plan is called
 * @param optimality whether the plan is the least there can be, and how sure that is
 * @param verdicts what the judges said, line by line
 * @param cycles how long it takes; empty if the machine says nothing of an engine
 * @param memories what it costs in memories of different ports; empty likewise
 * @param provenance how the report came about
 */
public record ReportContents(
        Sizing sizing,
        MemoryPicture overlapped,
        MemoryPicture disjoint,
        String disjointName,
        String optimality,
        ImmutableList<String> verdicts,
        Optional<CycleEstimate> cycles,
        Optional<MemoryComparison> memories,
        Provenance provenance) {}
