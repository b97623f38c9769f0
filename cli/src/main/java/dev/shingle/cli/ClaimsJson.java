package dev.shingle.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableList;
import dev.shingle.api.Claim;
import dev.shingle.api.ClaimFigures;
import dev.shingle.api.ClaimFigures.Planned;
import java.io.IOException;

/** The claims and what was found, for programs; the keys are documented in docs/formats.md. */
final class ClaimsJson {

    private final ImmutableList<ClaimFigures> networks;

    ClaimsJson(ImmutableList<ClaimFigures> networks) {
        this.networks = networks;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("claims");
        for (Claim claim : Claim.values()) {
            json.writeStartObject();
            json.writeStringField("name", claim.name());
            json.writeStringField("family", claim.family().name());
            json.writeBooleanField("withWeights", claim.withWeights());
            json.writeNumberField("savedPerMille", claim.savedPerMille());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("networks");
        for (ClaimFigures figures : networks) {
            network(json, figures);
        }
        json.writeEndArray();
    }

    private static void network(JsonGenerator json, ClaimFigures figures) throws IOException {
        json.writeStartObject();
        json.writeStringField("network", figures.spec());
        json.writeStringField("family", figures.family().name());
        if (figures.pingPongTwoBuffersBytes().isPresent()) {
            json.writeNumberField(
                    "pingPongTwoBuffersBytes", figures.pingPongTwoBuffersBytes().getAsLong());
        } else {
            json.writeNullField("pingPongTwoBuffersBytes");
        }
        json.writeNumberField("pingPongWidestPairBytes", figures.pingPongWidestPairBytes());
        json.writeNumberField("disjointLowerBoundBytes", figures.disjointLowerBoundBytes());
        json.writeNumberField("weightBytes", figures.weightBytes());
        json.writeArrayFieldStart("plans");
        for (Planned plan : figures.plans()) {
            plan(json, figures, plan);
        }
        json.writeEndArray();
        json.writeNumberField("forwardLinearBytes", figures.forwardLinear().peakBytes());
        json.writeNumberField("forwardCircularBytes", figures.forwardCircular().peakBytes());
        json.writeEndObject();
    }

    private static void plan(JsonGenerator json, ClaimFigures figures, Planned plan) throws IOException {
        json.writeStartObject();
        json.writeStringField("writes", plan.unit().toString());
        json.writeNumberField("overlapLowerBoundBytes", plan.boundBytes());
        json.writeNumberField("plannedPeakBytes", plan.peakBytes());
        json.writeNumberField("stagingBytes", plan.stagingBytes());
        json.writeBooleanField("wholeReplay", plan.wholeReplay());
        json.writeNumberField("savedPerMille", figures.savedPerMille(plan, false));
        json.writeNumberField("savedWithWeightsPerMille", figures.savedPerMille(plan, true));
        json.writeObjectFieldStart("verdicts");
        for (Claim claim : Claim.values()) {
            if (claim.family() == figures.family()) {
                json.writeStringField(claim.name(), figures.verdict(claim, plan).name());
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
