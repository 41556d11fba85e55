package dev.pharos.kvstore.dbfile;

import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.LongConsumer;

/** A saved snapshot: a database file and behind it the SHA-256 of it. */
public final class SnapshotFile {
    public static final int DIGEST_BYTES = 32;

    /** Pages are multiples of this, so a file of any page size shows whether it has a digest. */
    private static final int SECTOR_BYTES = 512;

    private static final int CHUNK_BYTES = 1 << 17;

    private SnapshotFile() {}

    /** The exact size of what {@link #write} writes. */
    public static long sizeBytes(DbFilePlan plan) {
        return plan.sizeBytes() + DIGEST_BYTES;
    }

    /** Writes the database file and the digest, as {@link DbFilePlan#writeTo} does. */
    public static void write(DbFilePlan plan, OutputStream out) {
        DigestOutputStream digesting = new DigestOutputStream(out, sha256());
        plan.writeTo(digesting);
        try {
            out.write(digesting.getMessageDigest().digest());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file ends with a digest, right or wrong, by its size. */
    public static boolean hasDigest(Path file) {
        return size(file) % SECTOR_BYTES == DIGEST_BYTES;
    }

    /** Appends the digest to a database file without one. */
    public static void appendDigest(Path file) {
        if (hasDigest(file)) {
            throw new IllegalArgumentException(file + " has a digest already");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] digest = digest(in, size(file), read -> {});
            Files.write(file, digest, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the whole file and compares.
     *
     * @throws DbFileException if the digest is missing or does not match
     */
    public static void verify(Path file) {
        Digests digests = digests(file, read -> {});
        if (!digests.match()) {
            throw new DbFileException(
                    file + " has the digest " + digests.actual() + ", but says that it is " + digests.stored());
        }
    }

    /** What the digest of a file is, and what it is said to be. */
    public record Digests(Bytes actual, Bytes stored) {
        public boolean match() {
            return actual.equals(stored);
        }
    }

    /**
     * Reads the whole file.
     *
     * @param progress hears now and then how many bytes are read
     * @throws DbFileException if it has no digest
     */
    public static Digests digests(Path file, LongConsumer progress) {
        if (!hasDigest(file)) {
            throw new DbFileException(file + " has no digest behind its last page");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] actual = digest(in, size(file) - DIGEST_BYTES, progress);
            return new Digests(Bytes.wrapUnsafe(actual), Bytes.wrapUnsafe(in.readNBytes(DIGEST_BYTES)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] digest(InputStream in, long bytes, LongConsumer progress) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK_BYTES];
        long left = bytes;
        while (left > 0) {
            int count = in.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (count < 0) {
                throw new DbFileException("the file was cut short while it was read");
            }
            digest.update(chunk, 0, count);
            left -= count;
            progress.accept(bytes - left);
        }
        return digest.digest();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
