package dev.shingle.networks.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parameters and multiplications of every network, against figures of others. Batch normalisation is folded here: an
 * implementation that keeps it apart counts one number more for each normalised channel.
 */
class PublishedCostsTest {

    @ParameterizedTest
    @CsvSource({
        // weights and biases as published, batch normalisation folded
        "mobilenet-v1,                                             4221032",
        "mobilenet-v1:padding=symmetric,                           4221032",
        "mobilenet-v1-convolutions,                                3196032",
        "ssd-mobilenet-v1-backbone,                                3196032",
        "vgg16-convolutions,                                      14714688",
        "tiny-yolov2,                                             15858717",
        "dncnn,                                                     555137",
        // torchvision 3,504,872, of which 17,056 for normalised channels
        "mobilenet-v2,                                             3487816",
        // torchvision 11,689,512 and 25,557,032, of which 4,800 and 26,560 for normalised channels
        "resnet18,                                                11684712",
        "resnet50,                                                25530472",
        // torchvision 1,235,496
        "squeezenet,                                               1235496",
        // Caffe's without the auxiliary classifiers
        "inception-v1,                                             6998552",
        // torchvision 7,978,856, of which 10,240 for channels that are normalised behind a convolution; biases of the
        // 62
        // convolutions that have none there are 3,968 + 1,536 here
        "densenet121,                                              7974120",
        // Ultralytics' yolov3-tiny 8,852,366, of which 3,184 for normalised channels
        "tiny-yolov3,                                              8849182",
        // ssd.pytorch's SSD300 for VOC 26,285,486; its normalisation of the first map has 512 factors but no offsets
        "ssd-vgg300,                                              26285998",
        // EDSR-PyTorch's baseline, two-fold: 1,369,859
        "edsr,                                                     1369859",
        // KAIR's models for gray and colour images
        "ffdnet,                                                    485316",
        "'ffdnet:128x128x3,depth=12,channels=96',                   852108",
        // the files of MLPerf Tiny
        "resnet8,                                                    77706",
        "ds-cnn,                                                     22604",
    })
    void parametersToTheLastOne(String spec, long parameters) {
        assertThat(Macs.parameters(Zoo.build(spec))).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        // SRCNN 9-1-5: 8,032 weights; FSRCNN(56, 12, 4): 12,464, both in table 1 of arXiv 1608.00367
        "srcnn,     8032",
        "fsrcnn,   12464",
        // 5x5x64 + 3x3x64x32 + 3x3x32x9, arXiv 1609.05158
        "espcn,    22624",
    })
    void weightsToTheLastOne(String spec, long weights) {
        Network network = Zoo.build(spec);
        assertThat(Macs.parameters(network) - Macs.biases(network)).isEqualTo(weights);
    }

    @ParameterizedTest
    @CsvSource({
        // millions of parameters and of multiplications as the papers round them, and by how much ours may differ
        "mobilenet-v1,                               4.2,     569, 0.05,    1",
        "mobilenet-v1:0.25,                          0.5,      41, 0.05,    1",
        "mobilenet-v2,                               3.4,     300, 0.1,     1",
        "'mobilenet-v2:1.4',                         6.9,     585, 0.9,     4",
        // tables 13 of arXiv 1704.04861 and 6 of arXiv 1801.04381 (80 classes and the background)
        "ssd-mobilenet-v1,                           6.8,    1200, 0.05,   50",
        "'ssd-mobilenet-v2:320x320,classes=81',      4.3,     800, 0.05,   50",
        // arXiv 1512.03385: 1.8 and 3.8 billion, the latter with the stride in the first 1x1 convolution; 4.1 with it
        // here
        "resnet18,                                   11.7,   1800, 0.05,   20",
        "resnet50,                                   25.5,   4100, 0.05,   20",
        // arXiv 1608.06993; torchvision gives 2.83 billion, without the normalisations
        "densenet121,                                 8.0,   2830, 0.05,   20",
        // 1.43 billion for the sizes of the ONNX file, 1.58 for those of the paper, which says 1.5
        "inception-v1:pools=down,                     7.0,   1431, 0.05,    2",
        "inception-v1,                                7.0,   1500, 0.05,   90",
        // arXiv 1707.01083, tables 1, 2 and 5: 137, 38, 524 and 140 million; the parameters are counts of ours
        "shufflenet-v1,                               1.9,    137, 0.05,    1",
        "shufflenet-v1:0.5,                           0.7,     38, 0.05,    1",
        "'shufflenet-v1:2',                           5.4,    524, 0.1,     4",
        "shufflenet-v1:groups=8,                      2.4,    140, 0.1,     4",
        // arXiv 1602.07360, version 1.1: 0.72 billion operations, two for each multiplication
        "squeezenet,                                  1.24,   360, 0.01,   12",
        // arXiv 1612.01051: 9.7 billion operations, two for each multiplication; 7.9 MB of floats are 2.07 million
        "squeezedet,                                  2.07,  4850, 0.02,   40",
        // its configuration as Darknet reports it: 5.56 billion operations, two for each multiplication
        "tiny-yolov3,                                 8.85,  2780, 0.01,   10",
        // Darknet: 6.97 billion operations
        "tiny-yolov2,                                15.86,  3490, 0.01,   10",
        // common counts of SSD300: 31.4 billion
        "ssd-vgg300,                                 26.3,  31400, 0.02,   40",
        // table 1 of arXiv 2007.10319's model zoo: 81.8 million, 0.7 million parameters
        "mcunet-320kb,                                0.73,  81.8, 0.01,  0.1",
        // what the files' own table says
        "ultraface-slim,                              0.258, 81.4, 0.001, 0.1",
        "ultraface-rfb,                               0.274, 100.4, 0.001, 0.1",
        "mcunet-vww,                                  0.427, 11.6, 0.001, 0.1",
        "resnet8,                                     0.078, 12.5, 0.001, 0.1",
        "ds-cnn,                                      0.023,  2.7, 0.001, 0.1",
        // arXiv 1803.04189: a U-Net of about a million parameters
        "unet-denoiser,                               1.0,  11400, 0.02,   50",
        // 28 convolutions of 64 to 64 channels, one in and one out
        "red-net,                                     1.035, 16930, 0.001,  1",
        "dncnn-s,                                     0.555,  9079, 0.001,  1",
        "dncnn-b,                                     0.666, 10890, 0.001,  1",
    })
    void asRoundedByOthers(String spec, double millions, double multiplications, double near, double nearby) {
        Network network = Zoo.build(spec);
        assertThat(Macs.parameters(network) / 1e6).as("parameters").isCloseTo(millions, within(near));
        assertThat(Macs.of(network) / 1e6).as("multiplications").isCloseTo(multiplications, within(nearby));
    }

    @ParameterizedTest
    @CsvSource({
        // anchors as published: 1917 (TensorFlow), 8732 (SSD), 4420 (UltraFace)
        "ssd-mobilenet-v1,  1917",
        "ssd-mobilenet-v2,  1917",
        "ssd-vgg300,        8732",
        "ultraface-slim,    4420",
        "ultraface-rfb,     4420",
    })
    void anchors(String spec, int anchors) {
        Network network = Zoo.build(spec);
        assertThat(network.outputs())
                .extracting(map -> map.shape().height() * map.shape().width())
                .containsExactly(anchors, anchors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssd-mobilenet-v1", "ssd-mobilenet-v2", "ssd-vgg300"})
    void headsMayStayApart(String name) {
        Network joined = Zoo.build(name);
        Network apart = Zoo.build(name + ":joined=false");
        assertThat(apart.layers())
                .isEqualTo(joined.layers().subList(0, joined.layers().size() - 2));
        assertThat(apart.outputs()).hasSize(12);
        assertThat(apart.outputs().stream()
                        .mapToLong(map -> map.shape().elements())
                        .sum())
                .isEqualTo(joined.outputs().stream()
                        .mapToLong(map -> map.shape().elements())
                        .sum());
    }

    @ParameterizedTest
    @CsvSource({
        // the grids of 22x76 (SqueezeDet), 26x26 and 13x13 (YOLO); super-resolution by the factor that was asked for
        "squeezedet,                                  0, 22x76x72",
        "tiny-yolov3,                                 0, 13x13x255",
        "tiny-yolov3,                                 1, 26x26x255",
        "'fsrcnn:33x47,scale=2',                      0, 66x94x1",
        "'fsrcnn:33x47,scale=3',                      0, 99x141x1",
        "'fsrcnn:33x47,scale=4',                      0, 132x188x1",
        "'espcn:33x47x3,scale=4',                     0, 132x188x3",
        "'edsr:33x47x3,scale=3',                      0, 99x141x3",
        "'edsr:33x47x3,scale=4',                      0, 132x188x3",
        "'edsr:33x47x3,scale=4,tail=direct',          0, 132x188x3",
        "'ffdnet:64x48x3',                            0, 64x48x3",
        "unet-denoiser:64x96x1,                       0, 64x96x1",
        "red-net:65x33x3,                             0, 65x33x3",
        "inverted-bottleneck:stride=2,                0, 10x10x16",
    })
    void resultSizes(String spec, int output, String size) {
        Shape shape = Zoo.build(spec).outputs().get(output).shape();
        assertThat(shape.toString()).isEqualTo(size);
    }
}
