package dev.pharos.kvstore.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lines into a stream that is open already. */
record StreamSink(OutputStream stream, boolean closes) implements LineSink {
    static StreamSink standardError() {
        return new StreamSink(new FileOutputStream(FileDescriptor.err), false);
    }

    static StreamSink standardOutput() {
        return new StreamSink(new FileOutputStream(FileDescriptor.out), false);
    }

    static StreamSink file(Path path) throws IOException {
        OutputStream stream = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new StreamSink(stream, true);
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        stream.write(bytes, 0, length);
        stream.flush();
    }

    @Override
    public void close() throws IOException {
        if (closes) {
            stream.close();
        }
    }
}
