package com.example.npu;

import dev.shingle.networks.Window;
import dev.shingle.testkit.engine.WindowLayer;

/** From the kit's description of a layer to this compiler's. */
final class Layers {

    private Layers() {}

    static ConvolutionLayer ours(WindowLayer layer) {
        Window window = layer.window();
        return new ConvolutionLayer(
                layer.inputRows(),
                layer.inputColumns(),
                layer.inputChannels(),
                layer.outputRows(),
                layer.outputColumns(),
                layer.outputChannels(),
                window.strideHeight(),
                window.strideWidth(),
                window.padding().top(),
                window.padding().left());
    }
}
