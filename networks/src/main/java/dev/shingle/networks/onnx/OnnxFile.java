package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.format.TensorNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One parsed file: its messages, what failures call it, and the folder in which external data lies.
 *
 * <p>Messages nest a few levels; the parser stops at {@value #MOST_NESTING}. {@link WireScan} counts them first, because a
 * message of two bytes becomes an object of a hundred.
 */
final class OnnxFile {

    private static final int MOST_NESTING = 32;

    private final String source;
    private final Optional<Path> folder;
    private final ModelProto model;

    OnnxFile(String source, Optional<Path> folder, ByteBuffer contents) {
        this.source = source;
        this.folder = folder;
        this.model = parse(contents.slice().asReadOnlyBuffer());
    }

    ModelProto model() {
        return model;
    }

    Optional<Path> folder() {
        return folder;
    }

    String source() {
        return source;
    }

    private ModelProto parse(ByteBuffer contents) {
        if (!contents.hasRemaining()) {
            throw failure("file", "no bytes", "an ONNX model");
        }
        WireScan.check(this, contents.duplicate());
        CodedInputStream input = CodedInputStream.newInstance(contents);
        input.enableAliasing(true);
        input.setRecursionLimit(MOST_NESTING);
        try {
            ModelProto parsed = ModelProto.parseFrom(input);
            if (!parsed.hasGraph()) {
                throw failure("model", "no graph", "one");
            }
            return parsed;
        } catch (InvalidProtocolBufferException malformed) {
            throw failure(
                    "byte " + input.getTotalBytesRead(),
                    "no protocol buffer (" + TensorNames.printable(String.valueOf(malformed.getMessage())) + ")",
                    "an ONNX model");
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw failure("byte " + input.getTotalBytesRead(), "no protocol buffer", "an ONNX model");
        }
    }

    NetworkFormatException failure(String position, String found, String expected) {
        return new NetworkFormatException(source, position, found, expected);
    }
}
