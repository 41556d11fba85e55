package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.etcdctl.offline.terminal.ToolLog.Fields;
import dev.pharos.etcdctl.offline.text.ByteSize;
import dev.pharos.etcdctl.offline.text.DiskError;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.mvcc.record.MetaRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gives back what a stopped member's rows take on the disk and do not need. */
public final class Defragmentation {
    private static final String PLACE = "backend/defrag";

    private final MemberFolder folder;
    private final Surroundings around;

    private Defragmentation(MemberFolder folder, Surroundings around) {
        this.folder = folder;
        this.around = around;
    }

    /**
     * Rewrites the rows.
     *
     * @throws ToolFailure if it cannot be; then everything is as it was
     */
    public static void run(Path dataDir, Surroundings around) {
        try {
            MemberFolder folder = MemberFolder.at(dataDir);
            folder.alone(new Defragmentation(folder, around)::run);
        } catch (ToolFailure failure) {
            throw failed(dataDir, failure.text());
        } catch (IOException failure) {
            throw failed(dataDir, DiskError.of(failure));
        } catch (UncheckedIOException failure) {
            throw failed(dataDir, DiskError.of(failure));
        } catch (BackendFailure failure) {
            throw failed(dataDir, String.valueOf(failure.getMessage()));
        }
    }

    private static ToolFailure failed(Path dataDir, String reason) {
        return ToolFailure.error("Failed to defragment etcd data[" + dataDir + "] (" + reason + ")");
    }

    private void run() throws IOException {
        Path place = folder.kind() == FolderKind.PHAROS ? folder.store() : folder.database();
        long before = bytes(place);
        around.log().info(PLACE, "defragmenting", sizes(place, before));
        switch (folder.kind()) {
            case PHAROS -> rewriteStore(place);
            case ETCD -> DatabaseRewrite.run(place, db -> List.copyOf(db.buckets()), around.progress());
        }
        long after = bytes(place);
        around.log()
                .info(
                        PLACE,
                        "finished defragmenting directory",
                        sizes(place, after).with("current-db-size-bytes-diff", after - before));
    }

    private static Fields sizes(Path place, long bytes) {
        return new Fields()
                .with("path", place)
                .with("current-db-size-bytes", bytes)
                .with("current-db-size", ByteSize.of(bytes));
    }

    /** The size that is reported counts the highest value since the last time, so that begins anew, too. */
    private static void rewriteStore(Path store) {
        try (Backend backend = Backend.open(store, BackendOptions.DEFAULT)) {
            backend.compactFully();
            RowBatch batch = backend.newBatch();
            MetaRow.BYTES_HIGH_WATER.put(
                    batch, MetaRow.BYTES_WRITTEN.get(backend, 0) - MetaRow.BYTES_REMOVED.get(backend, 0));
            backend.write(batch);
            backend.flush();
        }
    }

    private static long bytes(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Files.size(place);
        }
        long sum = 0;
        for (String name : Folders.names(place)) {
            sum += Files.size(place.resolve(name));
        }
        return sum;
    }
}
