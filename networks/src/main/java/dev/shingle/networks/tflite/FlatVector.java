package dev.shingle.networks.tflite;

/** A vector inside the file, known to lie within it. Nothing is allocated by its length. */
record FlatVector(FlatFile file, int start, int length, int elementBytes) {

    /** Refuses more elements than anything sensible has, and counts the others as work. */
    FlatVector atMost(int most, String what) {
        if (length > most) {
            throw file.failure(start, length + " " + what, "at most " + most);
        }
        return charged();
    }

    FlatVector charged() {
        file.charge((long) length * elementBytes, start);
        return this;
    }

    FlatTable table(int index) {
        return file.tableAt(position(index));
    }

    int int32(int index) {
        return file.bytes().getInt(position(index));
    }

    long int64(int index) {
        return file.bytes().getLong(position(index));
    }

    float float32(int index) {
        return file.bytes().getFloat(position(index));
    }

    private int position(int index) {
        if (index < 0 || index >= length) {
            throw new AssertionError("element " + index + " of a vector of " + length);
        }
        return start + index * elementBytes;
    }
}
