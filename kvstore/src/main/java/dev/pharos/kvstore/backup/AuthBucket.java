package dev.pharos.kvstore.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.SmallBucket;
import java.util.HashMap;
import java.util.Map;

/** etcd's bucket {@code auth}. A store that never heard of users says so with the rows that etcd begins with. */
final class AuthBucket {
    private static final byte[] DISABLED = {0};
    private static final byte[] FIRST_REVISION = {0, 0, 0, 0, 0, 0, 0, 1};

    private AuthBucket() {}

    static BucketRows of(Rows rows) {
        Map<String, byte[]> content = new HashMap<>();
        content.put("authEnabled", DISABLED);
        content.put("authRevision", FIRST_REVISION);
        try (RowCursor stored = rows.scan(Family.AUTH)) {
            while (stored.next()) {
                content.put(new String(stored.key(), UTF_8), stored.value());
            }
        }
        return new SmallBucket("auth", content);
    }
}
