package dev.pharos.etcdctl.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Standard input, line by line. */
public final class InputLines {
    private final InputStream in;

    public InputLines(Invocation invocation) {
        this.in = new BufferedInputStream(invocation.surroundings().in());
    }

    /** Without its end; empty at the end of the input, even when some characters stand there. */
    public Optional<String> next() {
        StringBuilder line = new StringBuilder();
        try {
            int next = in.read();
            while (next >= 0 && next != '\n') {
                line.append((char) next);
                next = in.read();
            }
            return next < 0 ? Optional.empty() : Optional.of(line.toString());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Up to the end of a line or of the input. */
    public String rest() {
        StringBuilder line = new StringBuilder();
        try {
            int next = in.read();
            while (next >= 0 && next != '\n') {
                line.append((char) next);
                next = in.read();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return line.toString();
    }
}
