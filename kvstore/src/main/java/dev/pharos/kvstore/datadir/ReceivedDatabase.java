package dev.pharos.kvstore.datadir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A database file that is being received. One thread; ends with {@link #complete} or {@link #abort}. */
public final class ReceivedDatabase {
    private final Path unfinished;
    private final Path name;
    private final FileChannel file;
    private boolean ended;

    private ReceivedDatabase(Path unfinished, Path name, FileChannel file) {
        this.unfinished = unfinished;
        this.name = name;
        this.file = file;
    }

    static ReceivedDatabase begin(Path unfinished, Path name) {
        try {
            FileChannel file = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new ReceivedDatabase(unfinished, name, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Takes the next piece; the buffer is empty afterwards.
     *
     * @throws UncheckedIOException if the disk refuses; then only {@link #abort} is left
     */
    public void write(ByteBuffer piece) {
        try {
            while (piece.hasRemaining()) {
                file.write(piece);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * The file is whole. It has its name, durably, when this returns.
     *
     * @throws UncheckedIOException if the disk refuses; then only {@link #abort} is left
     */
    public void complete() {
        try {
            file.force(true);
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Folders.move(unfinished, name);
        ended = true;
    }

    /** Forgets what came; does nothing to a file that is complete. */
    public void abort() {
        if (ended) {
            return;
        }
        ended = true;
        try (file) {
            Files.deleteIfExists(unfinished);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
