package dev.shingle.networks.zoo.restoration;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.zoo.recipes.Recipe;

/** All networks of the zoo that make a better image of an image: denoisers, then super-resolution. */
public final class Restoration {

    private Restoration() {}

    public static ImmutableList<Recipe> recipes() {
        return ImmutableList.of(
                DnCnn.recipe(),
                DnCnn.small(),
                DnCnn.blind(),
                FfdNet.recipe(),
                UNet.recipe(),
                RedNet.recipe(),
                SrCnn.recipe(),
                FsrCnn.recipe(),
                EspCn.recipe(),
                Edsr.recipe());
    }
}
