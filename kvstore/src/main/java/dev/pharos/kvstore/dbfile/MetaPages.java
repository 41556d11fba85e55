package dev.pharos.kvstore.dbfile;

import java.util.Optional;

/** Finds the meta page that counts: of those with a good checksum the one with the higher txid. */
final class MetaPages {
    private final FileWindow file;
    private final long size;

    MetaPages(FileWindow file, long size) {
        this.file = file;
        this.size = size;
    }

    Meta newest() {
        Optional<Meta> first = at(0);
        Optional<Meta> second = first.isPresent() ? second(first.get().pageSize()) : searchSecond();
        Meta meta = first.flatMap(a -> second.map(b -> newer(a, b)))
                .or(() -> first)
                .or(() -> second)
                .orElseThrow(() -> new DbFileException("neither page 0 nor page 1 is a valid meta page"));
        long pages = size / meta.pageSize();
        if (meta.highWater() < PageFormat.FIRST_TREE_PAGE || meta.highWater() > pages) {
            throw new DbFileException("page " + (meta.txid() & 1) + " counts " + Long.toUnsignedString(meta.highWater())
                    + " pages, the file has " + pages);
        }
        return meta;
    }

    private static Meta newer(Meta a, Meta b) {
        return Long.compareUnsigned(a.txid(), b.txid()) > 0 ? a : b;
    }

    private Optional<Meta> second(int pageSize) {
        return at(pageSize).filter(meta -> meta.pageSize() == pageSize);
    }

    /** Without the first one, the page size is known only from the place where the second one is. */
    private Optional<Meta> searchSecond() {
        for (int pageSize = Meta.MIN_PAGE_SIZE; pageSize <= Meta.MAX_PAGE_SIZE; pageSize *= 2) {
            Optional<Meta> found = second(pageSize);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Meta> at(long position) {
        return position + Meta.BYTES <= size ? Meta.decode(file.read(position, Meta.BYTES)) : Optional.empty();
    }
}
