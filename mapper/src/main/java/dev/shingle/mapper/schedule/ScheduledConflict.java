package dev.shingle.mapper.schedule;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.place.conflict.Conflict;
import dev.shingle.mapper.plan.Buffer;
import java.util.Comparator;

/**
 * A {@link Conflict} in the nouns of a network: these buffers, while these steps run, do not fit together.
 *
 * @param buffers members, the largest first
 * @param steps members, in execution order; empty only for a network without steps
 * @param demandBytes the least that was found for the members alone
 * @param bytesOver what the members alone exceed the capacity by
 * @param minimal without any one member, buffer or step, the others were found to fit
 * @param proven no plan can make the members fit
 */
public record ScheduledConflict(
        ImmutableList<Buffer> buffers,
        ImmutableList<ScheduledStep> steps,
        long demandBytes,
        long bytesOver,
        boolean minimal,
        boolean proven) {

    static ScheduledConflict of(Schedule schedule, Conflict conflict, long capacityBytes) {
        long demandBytes = schedule.machine().layout().bytesOf(conflict.leastWords());
        return new ScheduledConflict(
                conflict.buffers().stream()
                        .map(schedule.buffers()::get)
                        .sorted(Comparator.comparingLong(Buffer::sizeWords).reversed())
                        .collect(toImmutableList()),
                conflict.steps().stream()
                        .filter(step -> step < schedule.steps().size())
                        .map(schedule.steps()::get)
                        .collect(toImmutableList()),
                demandBytes,
                demandBytes - capacityBytes,
                conflict.minimal(),
                conflict.proven());
    }
}
