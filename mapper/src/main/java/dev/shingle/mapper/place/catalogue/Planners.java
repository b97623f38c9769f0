package dev.shingle.mapper.place.catalogue;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.peers.EveryLayerOverlapped;
import dev.shingle.mapper.place.peers.GreedyByBreadth;
import dev.shingle.mapper.place.peers.GreedyBySize;
import dev.shingle.mapper.place.peers.PingPong;
import dev.shingle.mapper.place.peers.ProfileGuidedBestFit;
import dev.shingle.mapper.place.peers.TflmGreedy;
import dev.shingle.mapper.place.peers.TvmHillClimb;
import dev.shingle.mapper.place.peers.VelaHillClimb;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.place.sections.SectionPlanner;
import java.util.Optional;

/** Every planner there is: ours and, for comparison, those of others. None keeps state between problems. */
public final class Planners {

    private static final ImmutableList<Planner> PEERS = ImmutableList.of(
            new PingPong(PingPong.Regions.WIDEST_PAIR),
            new PingPong(PingPong.Regions.TWO_BUFFERS),
            new EveryLayerOverlapped(),
            new DisjointGreedy(),
            new GreedyBySize(),
            new GreedyByBreadth(),
            new ProfileGuidedBestFit(),
            new TflmGreedy(),
            new VelaHillClimb(),
            new TvmHillClimb());

    private Planners() {}

    /** Ours for networks. */
    public static Planner ours() {
        return new OverlapPlanner();
    }

    /** Those that ours is compared with. */
    public static ImmutableList<Planner> peers() {
        return PEERS;
    }

    /** Ours first: for overlapping, then for disjoint placement. */
    public static ImmutableList<Planner> all() {
        return ImmutableList.<Planner>builder()
                .add(ours())
                .add(new SectionPlanner())
                .addAll(PEERS)
                .build();
    }

    /** The planner that calls itself so. */
    public static Optional<Planner> byName(String name) {
        return all().stream().filter(planner -> planner.name().equals(name)).findFirst();
    }
}
