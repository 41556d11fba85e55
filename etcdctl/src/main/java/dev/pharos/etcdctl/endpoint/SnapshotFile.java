package dev.pharos.etcdctl.endpoint;

import dev.pharos.client.channel.ReceivedStream;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.run.LogLine;
import dev.pharos.etcdctl.run.ProgressLine;
import dev.pharos.etcdctl.run.Raw;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.GoDuration;
import dev.pharos.etcdctl.text.Numerals;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A backup on its way to disk: written beside its place, synced, and only then put there. Whoever finds the file finds
 * all of it.
 */
final class SnapshotFile {
    private static final String CALLER = "snapshot/v3_snapshot.go";
    private static final int BLOCK_BYTES = 512;
    private static final int HASH_BYTES = 32;

    private final Invocation invocation;
    private final Path file;
    private final Path part;
    private final String endpoint;

    SnapshotFile(Invocation invocation, String name, String endpoint) {
        this.invocation = invocation;
        this.file = Raw.path(name);
        this.part = Raw.path(name + ".part");
        this.endpoint = endpoint;
    }

    /** What was saved, and who sent it. */
    record Saved(long bytes, String version) {}

    /** @throws Exit if there is no whole file in the end, and then no part of one either */
    Saved save() throws InterruptedException {
        long start = System.nanoTime();
        boolean isDone = false;
        try {
            Saved saved = writePart();
            invocation.complain(LogLine.of("info", CALLER, "fetched snapshot")
                    .with("endpoint", endpoint)
                    .with("size", Numerals.size(saved.bytes()))
                    .with("took", GoDuration.format(Duration.ofNanos(System.nanoTime() - start)))
                    .with("etcd-version", saved.version())
                    .toString());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
            isDone = true;
            log("saved", "path", file.toString());
            return saved;
        } catch (CallFailure failure) {
            throw new Exit(ExitCode.INTERRUPTED, ErrorText.of(failure));
        } catch (NoSuchFileException | AccessDeniedException failure) {
            String why = failure instanceof NoSuchFileException ? "no such file or directory" : "permission denied";
            throw new Exit(ExitCode.INTERRUPTED, "could not open " + part + " (open " + part + ": " + why + ")");
        } catch (IOException failure) {
            throw new Exit(ExitCode.INTERRUPTED, "could not write " + part + " (" + failure.getMessage() + ")");
        } finally {
            if (!isDone) {
                discard();
            }
        }
    }

    private Saved writePart() throws IOException, InterruptedException {
        Files.deleteIfExists(part);
        try (FileChannel out = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            log("created temporary db file", "path", part.toString());
            try (ReceivedStream<SnapshotResponse> stream =
                    invocation.client().maintenance().snapshot()) {
                log("fetching snapshot", "endpoint", endpoint);
                Saved saved = write(stream, out);
                if (saved.bytes() % BLOCK_BYTES != HASH_BYTES) {
                    String text = "sha256 checksum not found [bytes: " + saved.bytes() + "]";
                    throw new Exit(ExitCode.INTERRUPTED, text);
                }
                out.force(true);
                return saved;
            }
        }
    }

    private Saved write(ReceivedStream<SnapshotResponse> stream, FileChannel out)
            throws IOException, InterruptedException {
        Duration time = invocation.line().isGiven("command-timeout") ? invocation.timeout() : invocation.patience();
        long start = System.nanoTime();
        ProgressLine progress = new ProgressLine(invocation);
        String version = "";
        long written = 0;
        Optional<SnapshotResponse> piece = stream.next(time);
        while (piece.isPresent()) {
            for (ByteBuffer bytes : piece.get().getBlob().asReadOnlyByteBufferList()) {
                while (bytes.hasRemaining()) {
                    written += out.write(bytes);
                }
            }
            version = version.isEmpty() ? ByteText.of(piece.get().getVersionBytes()) : version;
            long whole = written + piece.get().getRemainingBytes();
            progress.show(Numerals.size(written) + " of " + Numerals.size(whole));
            piece = stream.next(time.minusNanos(System.nanoTime() - start));
        }
        progress.clear();
        return new Saved(written, version);
    }

    /** So that the name is there after a loss of power. */
    private void syncFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private void discard() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException stays) {
            invocation.complain("could not delete " + part + " (" + stays.getMessage() + ")");
        }
    }

    private void log(String message, String field, String value) {
        invocation.complain(
                LogLine.of("info", CALLER, message).with(field, value).toString());
    }
}
