package dev.pharos.kvstore.dbfile;

import java.util.Arrays;
import java.util.Optional;

/** A tree as seen through one window: where it begins, and the way from there. */
record Tree(TreePath path, TreePath.Place root) {
    static Tree at(FileWindow file, Meta meta, Page root) {
        return new Tree(new TreePath(file, meta), new TreePath.Place(root, KeyBounds.NONE));
    }

    /** The value of a row. Uses up the tree. */
    Optional<byte[]> get(byte[] key) {
        TreePath.Place place = root;
        while (!place.page().isLeaf()) {
            int child = lastUpTo(place.page(), key);
            if (child < 0) {
                return Optional.empty();
            }
            place = path.descend(place, child);
        }
        Page leaf = place.page();
        int index = lastUpTo(leaf, key);
        if (index < 0 || !Arrays.equals(leaf.key(index), key)) {
            return Optional.empty();
        }
        leaf.expectKind(index, ElementKind.ROW);
        return Optional.of(leaf.value(index));
    }

    /** The last element whose key is not above {@code key}, or -1. */
    private static int lastUpTo(Page page, byte[] key) {
        int low = 0;
        int high = page.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(page.key(middle), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
