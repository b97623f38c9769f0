package dev.shingle.cli.sweep;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.shingle.api.sweep.SweepGrid;
import dev.shingle.api.sweep.SweepHeader;
import dev.shingle.api.sweep.SweepTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps every row of a sweep as soon as it is there, so that a sweep that was killed goes on where it was.
 *
 * <p>One file beside the result, which is appended to in whole lines with checksums; nothing in it is ever changed, but a
 * torn end is cut off before the first line is appended. A lock keeps a second process out. The file stays when the sweep
 * is done: it tells {@code sweep merge} what the result is a part of, and the same command does nothing again.
 */
public final class SweepJournal implements AutoCloseable {

    /** Behind the result's name. */
    private static final String SUFFIX = ".journal";

    private final FileChannel channel;
    private final SweepHeader header;
    private final Map<Integer, String> rows;
    private final long droppedBytes;

    private SweepJournal(FileChannel channel, SweepHeader header, JournalContents contents) {
        this.channel = channel;
        this.header = header;
        this.rows = new TreeMap<>(contents.rows());
        this.droppedBytes = contents.droppedBytes();
    }

    /** Where the journal of a result lies. */
    public static Path besides(Path result) {
        return result.resolveSibling(result.getFileName() + SUFFIX);
    }

    /**
     * Opens the journal of a sweep, or starts it.
     *
     * @param restart forget what is there
     * @throws JournalException if there is one of another sweep, or another process writes it
     */
    public static SweepJournal open(Path file, SweepGrid grid, SweepHeader header, boolean restart) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, channel);
            if (restart) {
                channel.truncate(0);
            }
            JournalContents contents = JournalContents.read(file);
            requireSame(file, grid, header, contents);
            requireJournal(file, header, contents);
            channel.truncate(contents.goodBytes());
            channel.position(contents.goodBytes());
            SweepJournal journal = new SweepJournal(channel, header, contents);
            if (contents.header().isEmpty()) {
                journal.append(header.toJson());
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The rows of a part, without touching its journal. */
    public static SweepTable read(Path file) {
        JournalContents contents = JournalContents.read(file);
        return contents.table(contents.header()
                .orElseThrow(() -> new JournalException(
                        file + ": found no journal, expected the one that a sweep leaves beside its result")));
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        boolean isMine;
        try {
            isMine = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            isMine = false;
        }
        if (!isMine) {
            throw new JournalException(file + ": found another process at work on it, expected one at a time");
        }
    }

    /** Somebody else's file may have that name. Without a true head, only the beginning of our own was written by us. */
    private static void requireJournal(Path file, SweepHeader header, JournalContents contents) throws IOException {
        if (contents.header().isPresent() || contents.droppedBytes() == 0) {
            return;
        }
        byte[] head = line(header.toJson());
        byte[] found = Files.readAllBytes(file);
        if (found.length > head.length || !Arrays.equals(found, Arrays.copyOf(head, found.length))) {
            throw new JournalException(file
                    + ": line 1: found something else than a journal, expected the journal of this sweep or no file;"
                    + " --restart overwrites it");
        }
    }

    private static void requireSame(Path file, SweepGrid grid, SweepHeader header, JournalContents contents) {
        contents.header().ifPresent(found -> {
            if (!found.equals(header)) {
                throw new JournalException(
                        "%s: found the journal of another sweep, shard or version (%s, shard %s), expected that of this one (%s, shard %s); --restart forgets it"
                                .formatted(file, found.version(), found.shard(), header.version(), header.shard()));
            }
        });
        contents.keys().forEach((index, key) -> {
            if (index >= grid.size() || !grid.key(index).equals(key)) {
                throw new JournalException(
                        file + ": found another key for point " + index + ", expected that of this sweep");
            }
        });
    }

    /** Keeps a row. */
    public synchronized void add(int index, String key, String row) throws IOException {
        append(key + " " + index + " " + row);
        if (rows.put(index, row) != null) {
            throw new AssertionError("point " + index + " was done twice");
        }
    }

    /** A killed process leaves whole lines, but for one; only a power failure could take more. */
    private void append(String text) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(line(text));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    private static byte[] line(String text) {
        return (JournalLine.of(text) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes at the end that a killed process had not finished writing. */
    public long droppedBytes() {
        return droppedBytes;
    }

    /** Those of the points that are not there yet. */
    public ImmutableList<Integer> missing(ImmutableList<Integer> points) {
        return points.stream().filter(index -> !rows.containsKey(index)).collect(ImmutableList.toImmutableList());
    }

    /** All rows. */
    public SweepTable table() {
        return new SweepTable(header, ImmutableSortedMap.copyOf(rows));
    }

    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
