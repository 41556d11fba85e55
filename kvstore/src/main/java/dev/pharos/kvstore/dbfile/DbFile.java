package dev.pharos.kvstore.dbfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database file opened for reading; a saved snapshot, which ends with a digest, opens as well. Opening
 * reads the meta pages and the directory of buckets, all else is read when asked for. What is damaged is
 * found when it is met, as a {@link DbFileException}. Any thread; the file must not change meanwhile.
 * Interrupting a thread while it reads closes the file for all, as with every {@link FileChannel}.
 */
public final class DbFile implements AutoCloseable {
    private static final int WINDOW_BYTES = 1 << 13;

    private final FileChannel channel;
    private final Meta meta;
    private final Map<String, StoredBucket> buckets;

    private DbFile(FileChannel channel, Meta meta, Map<String, StoredBucket> buckets) {
        this.channel = channel;
        this.meta = meta;
        this.buckets = buckets;
    }

    /**
     * Reads the meta pages and the directory.
     *
     * @throws DbFileException if the file is none, is cut short, or its directory is damaged
     * @throws UncheckedIOException if it cannot be read
     */
    public static DbFile open(Path path) {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return opened(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(closing(channel, e));
        } catch (RuntimeException e) {
            throw closing(channel, e);
        }
    }

    private static <E extends Exception> E closing(FileChannel channel, E reason) {
        try {
            channel.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    private static DbFile opened(FileChannel channel) throws IOException {
        long size = channel.size();
        FileWindow file = new FileWindow(channel, size, WINDOW_BYTES);
        Meta meta = new MetaPages(file, size).newest();
        return new DbFile(channel, meta, directory(channel, file, meta));
    }

    private static Map<String, StoredBucket> directory(FileChannel channel, FileWindow file, Meta meta) {
        Tree tree = Tree.at(file, meta, Page.numbered(file, meta, meta.rootPage()));
        Map<String, StoredBucket> buckets = new LinkedHashMap<>();
        try (TreeCursor entries = new TreeCursor(tree, ElementKind.BUCKET)) {
            while (entries.next()) {
                if (buckets.size() == PageFormat.MAX_BUCKETS) {
                    throw new DbFileException("the directory has more than " + PageFormat.MAX_BUCKETS + " buckets");
                }
                String name = new String(entries.key(), StandardCharsets.ISO_8859_1);
                BucketPlace place = BucketPlace.of(entries, file, name);
                buckets.put(name, new StoredBucket(channel, meta, name, place));
            }
        }
        return buckets;
    }

    /** What the pages in use take, without what the file may have behind them. */
    public long sizeBytes() {
        return meta.sizeBytes();
    }

    /** All buckets, ascending by name. */
    public List<StoredBucket> buckets() {
        return List.copyOf(buckets.values());
    }

    public Optional<StoredBucket> bucket(String name) {
        return Optional.ofNullable(buckets.get(name));
    }

    /** Empty where either the bucket or the key is missing. */
    public Optional<byte[]> get(String bucket, byte[] key) {
        return bucket(bucket).flatMap(found -> found.get(key));
    }

    /** Cursors and buckets cannot be used any more. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
