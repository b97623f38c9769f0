package dev.shingle.fpga.camera;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.tensors.TensorData;

/**
 * What the camera of a build sees, and what comes of it.
 *
 * @param sensor the sensor
 * @param pixels from its brightnesses to the network's input
 * @param picture of the sensor's size and channels, 8 bits: what the test bench plays
 * @param featureMaps what every layer computes from it, by name; made by another implementation than the RTL
 */
public record CameraScene(
        Sensor sensor, PixelTable pixels, Picture picture, ImmutableMap<String, TensorData> featureMaps) {}
