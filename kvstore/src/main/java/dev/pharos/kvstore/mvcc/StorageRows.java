package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.mvcc.record.StorageRow;
import java.util.function.Predicate;

/** The rows of etcd's bucket {@code key}, which can be gone through again and again. */
@FunctionalInterface
public interface StorageRows {
    /**
     * Shows the rows in the order of their keys.
     *
     * @param visitor answers whether it wants more
     */
    void visit(Predicate<StorageRow> visitor);
}
