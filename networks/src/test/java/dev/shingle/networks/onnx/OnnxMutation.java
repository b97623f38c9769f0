package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.shingle.networks.fuzz.Corpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Ways to damage a file. Half of them change bytes; as that mostly breaks the frame, the others change a field somewhere in
 * the tree of messages: a number, a name, the order or number of elements of a list.
 */
final class OnnxMutation {

    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        2,
        3,
        7,
        16,
        17,
        127,
        128,
        255,
        4096,
        65535,
        65536,
        1 << 24,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final Random random;

    private OnnxMutation(Random random) {
        this.random = random;
    }

    static byte[] of(Corpus corpus, int largeOneIn, Random random) {
        byte[] bytes = corpus.pick(random, largeOneIn).clone();
        OnnxMutation mutation = new OnnxMutation(random);
        int steps = 1 + random.nextInt(3);
        boolean isStructural = random.nextInt(4) != 0;
        for (int i = 0; i < steps && bytes.length > 8; i++) {
            bytes = isStructural ? mutation.structural(bytes) : mutation.bytes(bytes);
        }
        return bytes;
    }

    private byte[] bytes(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 6), (byte) 0xff);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
                System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
            }
        }
        return bytes;
    }

    private byte[] structural(byte[] bytes) {
        try {
            Message.Builder model = ModelProto.parseFrom(bytes).toBuilder();
            change(model);
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException broken) {
            return bytes(bytes);
        }
    }

    /** Walks down at random; the deeper the message, the likelier is its change. */
    private void change(Message.Builder message) {
        List<Map.Entry<FieldDescriptor, Object>> fields = new ArrayList<>();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            int weight = entry.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE ? 6 : 1;
            for (int i = 0; i < weight; i++) {
                fields.add(entry);
            }
        }
        if (fields.isEmpty()) {
            return;
        }
        FieldDescriptor field = fields.get(random.nextInt(fields.size())).getKey();
        if (field.isRepeated()) {
            changeList(message, field);
        } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            Message.Builder inner = ((Message) message.getField(field)).toBuilder();
            change(inner);
            message.setField(field, inner.build());
        } else if (random.nextInt(8) == 0) {
            message.clearField(field);
        } else {
            message.setField(field, other(message.getField(field)));
        }
    }

    private void changeList(Message.Builder message, FieldDescriptor field) {
        int count = message.getRepeatedFieldCount(field);
        int at = random.nextInt(count);
        Object element = message.getRepeatedField(field, at);
        Object another = message.getRepeatedField(field, random.nextInt(count));
        switch (random.nextInt(8)) {
            case 0 -> message.addRepeatedField(field, another);
            case 1 -> message.setRepeatedField(field, at, another);
            case 2 -> {
                List<Object> rest = new ArrayList<>((List<?>) message.getField(field));
                rest.remove(at);
                message.setField(field, rest);
            }
            default -> {
                if (element instanceof Message inner) {
                    Message.Builder builder = inner.toBuilder();
                    change(builder);
                    message.setRepeatedField(field, at, builder.build());
                } else {
                    message.setRepeatedField(field, at, other(element));
                }
            }
        }
    }

    private Object other(Object value) {
        if (value instanceof Long number) {
            return random.nextBoolean() ? number + random.nextInt(5) - 2 : EXTREMES[random.nextInt(EXTREMES.length)];
        }
        if (value instanceof Integer number) {
            return random.nextBoolean()
                    ? number + random.nextInt(5) - 2
                    : (int) EXTREMES[random.nextInt(EXTREMES.length)];
        }
        if (value instanceof Float) {
            float[] floats = {0, -1, 0.5f, 2, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE};
            return floats[random.nextInt(floats.length)];
        }
        if (value instanceof String text) {
            return kind(text);
        }
        if (value instanceof ByteString bytes) {
            byte[] changed = bytes.toByteArray();
            return ByteString.copyFrom(changed.length == 0 ? new byte[] {1} : bytes(changed));
        }
        return value;
    }

    /** Another operator in place of one; otherwise a name that may exist elsewhere. */
    private String kind(String text) {
        List<String> operators = OnnxReader.operators().asList();
        if (OnnxReader.operators().contains(text) || random.nextInt(3) == 0) {
            return operators.get(random.nextInt(operators.size()));
        }
        return random.nextBoolean()
                ? ""
                : List.of("x", "y", "a", "b", "w", "s", "axis", "pads").get(random.nextInt(8));
    }
}
