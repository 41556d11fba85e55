package dev.pharos.kvstore.dbfile;

import java.nio.channels.FileChannel;
import java.util.Optional;

/** A bucket of an open database file. Any thread. */
public final class StoredBucket implements BucketRows {
    private static final int SCAN_WINDOW_BYTES = 1 << 17;
    private static final int LOOKUP_WINDOW_BYTES = 1 << 13;

    private final FileChannel channel;
    private final Meta meta;
    private final String name;
    private final BucketPlace place;

    StoredBucket(FileChannel channel, Meta meta, String name, BucketPlace place) {
        this.channel = channel;
        this.meta = meta;
        this.name = name;
        this.place = place;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * A cursor over the rows as they are in the file; it holds a window of fixed size and a path of pages.
     * Here and in the cursor, {@link DbFileException} tells of damage.
     */
    @Override
    public RowCursor rows() {
        return new TreeCursor(tree(SCAN_WINDOW_BYTES), ElementKind.ROW);
    }

    /** The value of a key. Finds its way by the branches and trusts the order of what it does not visit. */
    public Optional<byte[]> get(byte[] key) {
        return tree(LOOKUP_WINDOW_BYTES).get(key);
    }

    private Tree tree(int windowBytes) {
        FileWindow file = new FileWindow(channel, meta.sizeBytes(), windowBytes);
        return Tree.at(file, meta, place.root(file, meta, name));
    }
}
