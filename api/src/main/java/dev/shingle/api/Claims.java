package dev.shingle.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.MachineComparison.Unit;
import dev.shingle.api.MachineComparison.Walk;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.Figures;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.mapper.schedule.Staging;
import dev.shingle.networks.json.NetworkHash;
import dev.shingle.sim.replay.ReplayReport;

/**
 * The source's three claims on networks that are at hand. Its own list of networks is not, so the networks are those that a
 * reader would try: detectors and denoisers by name, at the sizes that they are trained at and commonly used at. Whether one
 * bears a claim out has no part in the choice; how long it takes has, so that the largest images are those of 321x481.
 */
public final class Claims {

    /** Words that are replayed of one plan unless more is asked for; the static checker sees every word anyway. */
    public static final long MOST_WORDS_REPLAYED = 20_000_000;

    private static final ImmutableList<String> DETECTORS = ImmutableList.of(
            "camera-face",
            "camera-face:240x320",
            "ultraface-slim",
            "ultraface-slim:480x640",
            "ultraface-rfb",
            "ssd-mobilenet-v1-backbone",
            "ssd-mobilenet-v1",
            "ssd-mobilenet-v1:joined=false",
            "ssd-mobilenet-v1:width=0.25",
            "ssd-mobilenet-v2",
            "ssd-mobilenet-v2:320x320",
            "tiny-yolov2",
            "tiny-yolov3",
            "tiny-yolov3:320x320",
            "squeezedet",
            "ssd-vgg300");

    private static final ImmutableList<String> DENOISERS = ImmutableList.of(
            "dncnn:40x40",
            "dncnn:128x128",
            "dncnn:180x180",
            "dncnn:321x481",
            "dncnn-s:40x40",
            "dncnn-s:180x180",
            "dncnn-b:50x50",
            "dncnn-b:180x180",
            "ffdnet:70x70",
            "ffdnet:256x256",
            "ffdnet:256x256x3,depth=12,channels=96",
            "unet-denoiser:256x256",
            "red-net:50x50",
            "red-net:128x128");

    private Claims() {}

    /** Networks of a family, by what the zoo calls them. */
    public static ImmutableList<String> networks(Claim.Family family) {
        return family == Claim.Family.DETECTOR ? DETECTORS : DENOISERS;
    }

    /**
     * Plans a network for five machines, and judges every plan.
     *
     * @param mostWordsReplayed the replay of a plan is stopped after about so many words
     */
    public static ClaimFigures of(String spec, Claim.Family family, long mostWordsReplayed) {
        Model model = Shingle.load(spec);
        Planning planning = new Planning(model, NetworkHash.of(model.network()), mostWordsReplayed);
        Figures figures =
                planning.schedule(Walk.EITHER_LINEAR.machine(Unit.PIXEL)).figures();
        return new ClaimFigures(
                spec,
                family,
                figures.pingPongTwoBuffersWords(),
                figures.pingPongWidestPairWords(),
                figures.disjointLowerBoundWords(),
                model.weightBytes(),
                ImmutableList.of(Unit.PIXEL, Unit.ROW, Unit.EIGHT_CHANNELS).stream()
                        .map(unit -> planning.plan(Walk.EITHER_LINEAR, unit))
                        .collect(toImmutableList()),
                planning.plan(Walk.FORWARD_LINEAR, Unit.PIXEL),
                planning.plan(Walk.FORWARD_CIRCULAR, Unit.PIXEL));
    }

    /** One network; its hash is the same for all machines. */
    private record Planning(Model model, String hash, long mostWordsReplayed) {

        Schedule schedule(Machine machine) {
            return Schedule.of(model.executed(), hash, machine, ScheduleOptions.defaults());
        }

        ClaimFigures.Planned plan(Walk walk, Unit unit) {
            PlanningResult result = new NetworkPlanner(new OverlapPlanner())
                    .plan(schedule(walk.machine(unit)), PlanningOptions.defaults());
            if (!(result instanceof PlanningResult.Planned planned)) {
                throw new AssertionError("no plan without a capacity: " + result);
            }
            MemoryPlan plan = planned.plan();
            return new ClaimFigures.Planned(
                    unit, plan.bound().words(), plan.peakBytes(), Staging.bytes(plan), isReplayedWhole(plan));
        }

        /** An unsafe plan or a false certificate is an error of this program. */
        private boolean isReplayedWhole(MemoryPlan plan) {
            Verification verdict =
                    Shingle.verify(model.network(), plan, (step, steps, words) -> words < mostWordsReplayed);
            ReplayReport replay = verdict.replay().orElseThrow(() -> new AssertionError(verdict.whyNoReplay()));
            boolean isFalse = verdict.certificate()
                    .filter(certificate -> !certificate.isCertified())
                    .isPresent();
            if (!verdict.check().isSafe() || replay.violations() > 0 || isFalse) {
                throw new AssertionError("unsafe plan or false certificate for " + model.source() + ": " + verdict);
            }
            return replay.isComplete();
        }
    }
}
