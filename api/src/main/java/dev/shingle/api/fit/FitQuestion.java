package dev.shingle.api.fit;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.api.variant.NetworkVariants;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.schedule.ScheduleOptions;
import java.util.OptionalLong;

/**
 * What is to fit where.
 *
 * @param variants the network
 * @param machine for which it is planned; its own capacity plays no part
 * @param choices about the schedule
 * @param capacityBytes scratchpad that there is
 */
public record FitQuestion(NetworkVariants variants, Machine machine, ScheduleOptions choices, long capacityBytes) {

    public FitQuestion {
        checkArgument(capacityBytes >= 0, "a capacity of %s bytes", capacityBytes);
        machine = machine.withCapacityBytes(OptionalLong.empty());
    }
}
