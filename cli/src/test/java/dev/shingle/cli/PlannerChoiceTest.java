package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerChoiceTest {

    @Test
    void everyPlannerCanBeChosen() {
        List<String> names = Planners.all().stream().map(Planner::name).toList();
        assertThat(Arrays.stream(MapCommand.PlannerChoice.values())
                        .map(choice -> choice.planner().name()))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @EnumSource
    void everyChoiceMaps(MapCommand.PlannerChoice choice) {
        CliSession session = CliSession.run("map", "camera-face", "--planner", choice.toString());
        assertThat(CliSession.run("map", "--help").out()).contains(choice.toString());
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).contains("planner " + choice.planner().name() + ": peak");
    }
}
