package dev.shingle.networks.zoo.detectors;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.zoo.recipes.Recipe;

/** All detectors of the zoo, those of faces first. */
public final class Detectors {

    private Detectors() {}

    public static ImmutableList<Recipe> recipes() {
        return ImmutableList.of(
                CameraFace.recipe(),
                CameraFaceTiny.recipe(),
                UltraFace.slim(),
                UltraFace.receptiveFields(),
                SsdMobileNet.backbone(),
                SsdMobileNet.first(),
                SsdMobileNet.second(),
                TinyYoloV2.recipe(),
                TinyYoloV3.recipe(),
                SqueezeDet.recipe(),
                SsdVgg.recipe());
    }
}
