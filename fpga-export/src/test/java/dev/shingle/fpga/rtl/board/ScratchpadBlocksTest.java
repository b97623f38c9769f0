package dev.shingle.fpga.rtl.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.fpga.ExternalTool;
import dev.shingle.fpga.blocks.BlockCounting;
import dev.shingle.fpga.blocks.MemoryDemand;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.zoo.Zoo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The RTL's scratchpad in blocks of RAM, as Yosys builds it and as we count it: in ping-pong and overlapped. */
class ScratchpadBlocksTest {

    /** Ping-pong and overlapped: words of a network on the reference accelerator. */
    private record Words(long pingPong, long overlapped) {

        static Words of(String network, Machine machine) {
            Schedule schedule = Schedule.of(Zoo.build(network), machine, ScheduleOptions.zeroCopyConcatenation());
            PlanningResult planned =
                    new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
            return new Words(
                    schedule.figures().pingPongWidestPairWords(),
                    ((PlanningResult.Planned) planned).plan().peakWords());
        }
    }

    @BeforeEach
    void yosysIsThere() {
        ExternalTool.assume("yosys", "yosys");
    }

    @ParameterizedTest
    @CsvSource({
        "ECP5, camera-face, 8", "SERIES_7, camera-face, 8", "ICE40, camera-face, 8",
        "ECP5, camera-face-tiny, 2", "SERIES_7, camera-face-tiny, 2", "ICE40, camera-face-tiny, 2"
    })
    void overlappingSavesBlocks(Yosys family, String network, int lanes) throws Exception {
        Machine machine = Machines.preset("reference-p" + lanes).orElseThrow();
        Words words = Words.of(network, machine);
        long pingPong = blocks(family, machine, words.pingPong());
        long overlapped = blocks(family, machine, words.overlapped());
        System.out.printf(
                "%s, P = %d, %s: %d blocks in ping-pong, %d overlapped%n",
                network, lanes, family.kind().displayName(), pingPong, overlapped);
        assertThat(100 * overlapped).isLessThan(70 * pingPong);
    }

    private static long blocks(Yosys family, Machine machine, long words) throws Exception {
        int bits = machine.layout().wordBits();
        long found = family.scratchpadBlocks(bits, words);
        assertThat(found)
                .as("%s, %d words of %d bits", family, words, bits)
                .isEqualTo(BlockCounting.YOSYS.blocks(
                        family.family(), family.kind(), MemoryDemand.scratchpad(bits, words)));
        return found;
    }
}
