package dev.pharos.kvstore.dbfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the tree of a bucket begins: at a page, or, where {@code rootPage} is 0, inside the directory. */
record BucketPlace(long rootPage, long inlineStart, int inlineBytes) {
    /** Reads it from the entry that the cursor over the directory has reached. */
    static BucketPlace of(TreeCursor entry, FileWindow file, String name) {
        int inlineBytes = entry.valueBytes() - PageFormat.BUCKET_BYTES;
        if (inlineBytes < 0) {
            throw new DbFileException("bucket " + name + " in the directory has only " + entry.valueBytes() + " bytes");
        }
        byte[] head = file.read(entry.valueStart(), PageFormat.BUCKET_BYTES);
        long rootPage = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (rootPage == 0 && inlineBytes < PageFormat.HEADER_BYTES) {
            throw new DbFileException("bucket " + name + " in the directory has no root");
        }
        return new BucketPlace(rootPage, entry.valueStart() + PageFormat.BUCKET_BYTES, inlineBytes);
    }

    Page root(FileWindow file, Meta meta, String name) {
        return rootPage == 0
                ? Page.inline(file, "the page inside bucket " + name, inlineStart, inlineBytes)
                : Page.numbered(file, meta, rootPage);
    }
}
