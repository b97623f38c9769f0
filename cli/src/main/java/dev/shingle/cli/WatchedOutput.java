package dev.shingle.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Standard output that remembers the first error: a print writer would swallow it, and a full disk would look like success. */
final class WatchedOutput extends FilterOutputStream {

    private Optional<String> failure = Optional.empty();

    WatchedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            remember(e);
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            remember(e);
            throw e;
        }
    }

    /** Why something was not written. A reader that has seen enough and closed the pipe is no failure. */
    Optional<String> failure() {
        return failure;
    }

    private void remember(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (failure.isEmpty() && !message.contains("Broken pipe")) {
            failure = Optional.of(message);
        }
    }
}
