package dev.pharos.kvstore.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The duty of the thread {@code log-writer}: everything that is queued into every sink, in large pieces. */
final class LogWriter implements Runnable {
    private static final int PIECE_BYTES = 64 << 10;

    private final LineQueue queue;
    private final List<LineSink> sinks;
    private final LongFunction<String> droppedLine;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES);

    LogWriter(LineQueue queue, List<LineSink> sinks, LongFunction<String> droppedLine) {
        this.queue = queue;
        this.sinks = sinks;
        this.droppedLine = droppedLine;
    }

    @Override
    public void run() {
        List<String> batch = new ArrayList<>();
        try {
            while (queue.take(batch)) {
                batch.forEach(this::append);
                batch.clear();
                writePiece();
                reportDropped();
            }
        } catch (InterruptedException e) {
            // Nobody has this thread to interrupt it; if somebody does, there is no more log.
            Thread.currentThread().interrupt();
        }
        sinks.forEach(LogWriter::closeQuietly);
    }

    private void append(String line) {
        piece.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        piece.write('\n');
        if (piece.size() >= PIECE_BYTES) {
            writePiece();
        }
    }

    private void reportDropped() {
        long dropped = queue.takeDropped();
        if (dropped > 0) {
            append(droppedLine.apply(dropped));
            writePiece();
        }
    }

    private void writePiece() {
        byte[] bytes = piece.toByteArray();
        piece.reset();
        for (LineSink sink : sinks) {
            try {
                sink.write(bytes, bytes.length);
            } catch (IOException e) {
                // A closed pipe or a full disk must not stop the server, and there is nowhere to say so.
            }
        }
    }

    private static void closeQuietly(LineSink sink) {
        try {
            sink.close();
        } catch (IOException e) {
            // Everything was handed to the system before; nothing is lost by this.
        }
    }
}
