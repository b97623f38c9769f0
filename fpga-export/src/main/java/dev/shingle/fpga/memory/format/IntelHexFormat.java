package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;

/**
 * Intel's records, as an image of bytes for loaders. (Quartus reads files of that ending in a dialect of its own, in which
 * addresses count words: give it a {@code .mif}.)
 *
 * <pre>
 *   :10 0000 00 000102...0f CC      16 bytes from address 0 on; all bytes of a record, CC included, add up to 0 mod 256
 *   :02 0000 04 0001 F9             from here on addresses count from 0x0001_0000 (type 02: from 16 times the number)
 *   :00 0000 01 FF                  the end
 * </pre>
 */
final class IntelHexFormat extends TextFormat {

    private static final int RECORD_BYTES = 16;
    private static final int SEGMENT_BYTES = 1 << 16;
    private static final int MOST_BYTES = 1 << 26;

    private static final int DATA = 0;
    private static final int END = 1;
    private static final int SEGMENT = 2;
    private static final int SEGMENT_START = 3;
    private static final int LINEAR = 4;
    private static final int LINEAR_START = 5;

    IntelHexFormat() {
        super("ihex", "ihex", "Intel HEX, an image of bytes for loaders (not for Quartus)");
    }

    @Override
    void write(String title, MemoryImage image, StringBuilder text) {
        byte[] bytes = ByteImage.of(image);
        for (int at = 0; at < bytes.length; at += RECORD_BYTES) {
            if (at > 0 && at % SEGMENT_BYTES == 0) {
                int high = at / SEGMENT_BYTES;
                record(text, 0, LINEAR, new byte[] {(byte) (high >> Byte.SIZE), (byte) high}, 0, 2);
            }
            record(text, at % SEGMENT_BYTES, DATA, bytes, at, Math.min(RECORD_BYTES, bytes.length - at));
        }
        record(text, 0, END, bytes, 0, 0);
    }

    private static void record(StringBuilder text, int address, int type, byte[] bytes, int from, int count) {
        int sum = count + (address >> Byte.SIZE) + address + type;
        text.append(String.format(Locale.ROOT, ":%02X%04X%02X", count, address, type));
        for (int i = from; i < from + count; i++) {
            sum += bytes[i];
            text.append(String.format(Locale.ROOT, "%02X", bytes[i]));
        }
        text.append(String.format(Locale.ROOT, "%02X%n", -sum & 0xff).replace(System.lineSeparator(), "\n"));
    }

    @Override
    MemoryImage read(Cursor cursor, WordLayout layout) {
        return new Reader(cursor).read(layout);
    }

    private static final class Reader {

        private final Cursor cursor;
        private final BitSet known = new BitSet();
        private byte[] bytes = {};
        private long base;

        Reader(Cursor cursor) {
            this.cursor = cursor;
        }

        MemoryImage read(WordLayout layout) {
            while (!readRecord()) {
                cursor.skipBlanks();
            }
            if (!cursor.skipBlanks().atEnd()) {
                throw cursor.fault("the end of the file behind the end record");
            }
            int length = known.length();
            if (known.nextClearBit(0) < length) {
                throw cursor.fault("a byte for address " + known.nextClearBit(0));
            }
            if (length == 0 || length % layout.wordBytes() != 0) {
                throw cursor.fault("whole words of %d bytes, not %d bytes".formatted(layout.wordBytes(), length));
            }
            return ByteImage.image(layout, Arrays.copyOf(bytes, length))
                    .orElseThrow(() -> cursor.fault("no bits above bit " + (layout.wordBits() - 1) + " of a word"));
        }

        /** True at the end record. */
        private boolean readRecord() {
            cursor.expect(":");
            byte[] record = cursor.hexPairs("a record of hexadecimal pairs");
            int count = record.length == 0 ? 0 : record[0] & 0xff;
            if (record.length != count + 5) {
                throw cursor.faultOfToken(record.length + " bytes", "a record of " + (count + 5) + " bytes");
            }
            int sum = 0;
            for (byte each : record) {
                sum += each;
            }
            if ((sum & 0xff) != 0) {
                int found = record[record.length - 1] & 0xff;
                throw cursor.faultOfToken(
                        "checksum %02X".formatted(found), "checksum %02X".formatted((found - sum) & 0xff));
            }
            int address = ((record[1] & 0xff) << Byte.SIZE) | (record[2] & 0xff);
            return accept(record[3], address, count, record);
        }

        private boolean accept(int type, int address, int count, byte[] record) {
            switch (type) {
                case DATA -> data(base + address, count, record);
                case END -> {
                    require(count == 0, "an end record without data");
                    return true;
                }
                case SEGMENT, LINEAR -> {
                    require(count == 2, "two bytes of address");
                    long number = ((record[4] & 0xffL) << Byte.SIZE) | (record[5] & 0xff);
                    base = number << (type == LINEAR ? Short.SIZE : 4);
                }
                case SEGMENT_START, LINEAR_START -> require(count == 4, "four bytes of start address");
                default -> throw cursor.faultOfToken("type " + (type & 0xff), "a record of type 0 to 5");
            }
            return false;
        }

        private void data(long address, int count, byte[] record) {
            require(address + count <= MOST_BYTES, "addresses below " + MOST_BYTES);
            int from = (int) address;
            if (from + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(from + count, Math.min(MOST_BYTES, 2 * bytes.length)));
            }
            require(known.get(from, from + count).isEmpty(), "one byte for each address");
            System.arraycopy(record, 4, bytes, from, count);
            known.set(from, from + count);
        }

        private void require(boolean condition, String expected) {
            if (!condition) {
                throw cursor.faultOfToken(expected);
            }
        }
    }
}
