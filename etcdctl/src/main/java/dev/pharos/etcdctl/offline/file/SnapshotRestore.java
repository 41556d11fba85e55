package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.etcdctl.offline.terminal.ToolLog.Fields;
import dev.pharos.etcdctl.offline.text.DiskError;
import dev.pharos.etcdctl.offline.text.Quoted;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.SnapshotFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a member's folder out of a backup, as etcd's own tool makes it: a database, and a log that founds a cluster.
 * Both etcd and Pharos start on it. All of it is written under names that do not count, which are changed at the end.
 */
public final class SnapshotRestore {
    private static final String PLACE = "snapshot/restore";

    private final Path snapshot;
    private final RestoreOptions options;
    private final Surroundings around;

    private SnapshotRestore(Path snapshot, RestoreOptions options, Surroundings around) {
        this.snapshot = snapshot;
        this.options = options;
        this.around = around;
    }

    /**
     * Restores.
     *
     * @throws ToolFailure if it cannot be; then nothing is left behind
     */
    public static void run(Path snapshot, RestoreOptions options, Surroundings around) {
        try {
            new SnapshotRestore(snapshot, options, around).run();
        } catch (IOException failed) {
            throw ToolFailure.error(DiskError.of(failed));
        } catch (UncheckedIOException failed) {
            throw ToolFailure.error(DiskError.of(failed));
        } catch (StorageFailure failed) {
            throw ToolFailure.error(String.valueOf(failed.getMessage()));
        }
    }

    private void run() throws IOException {
        Founding founding = Founding.of(options);
        refuseUsedFolders();
        say("restoring snapshot");
        DatabaseFile.requireFile("open", snapshot);
        checkDigest();
        boolean isNew = !Files.exists(options.dataDir());
        boolean done = false;
        try {
            write(founding);
            for (Member member : founding.members()) {
                sayAdded(founding, member);
            }
            putInPlace();
            done = true;
        } finally {
            if (!done) {
                removeUnfinished();
                if (isNew) {
                    Files.deleteIfExists(options.dataDir());
                }
            }
        }
        say("restored snapshot");
    }

    private void refuseUsedFolders() throws IOException {
        if (!Folders.isFree(options.dataDir())) {
            throw ToolFailure.error(
                    "data-dir " + Quoted.go(options.dataDir().toString()) + " not empty or could not be read");
        }
        options.walDir().filter(Files::exists).ifPresent(walDir -> {
            throw ToolFailure.error("wal-dir " + Quoted.go(walDir.toString()) + " exists");
        });
        removeUnfinished();
    }

    private void checkDigest() throws IOException {
        if (options.hashCheck() == RestoreOptions.HashCheck.SKIPPED) {
            return;
        }
        if (!SnapshotFile.hasDigest(snapshot)) {
            throw ToolFailure.error("snapshot missing hash but --skip-hash-check=false");
        }
        long bytes = Files.size(snapshot);
        SnapshotFile.Digests digests =
                SnapshotFile.digests(snapshot, read -> around.progress().report("checking", read, bytes));
        around.progress().clear();
        if (!digests.match()) {
            throw ToolFailure.error(
                    "expected sha256 " + numbers(digests.stored()) + ", got " + numbers(digests.actual()));
        }
    }

    private static String numbers(Bytes digest) {
        StringBuilder text = new StringBuilder("[");
        for (byte each : digest.toByteArray()) {
            text.append(text.length() == 1 ? "" : " ").append(Byte.toUnsignedInt(each));
        }
        return text.append(']').toString();
    }

    private void write(Founding founding) throws IOException {
        Path snapshots = unfinishedMember().resolve("snap");
        Folders.make(snapshots);
        DatabaseFile.read(snapshot, db -> {
            writeDatabase(db, founding, snapshots.resolve("db"));
            return founding;
        });
        RestoredLog.write(founding, unfinishedLog(), snapshots);
        Folders.sync(snapshots);
        Folders.sync(unfinishedMember());
    }

    private void writeDatabase(DbFile db, Founding founding, Path file) {
        try {
            around.log().info(PLACE, "Trimming membership information from the backend...", new Fields());
            RestoredBuckets buckets = RestoredBuckets.of(db, founding);
            if (options.bump() > 0) {
                raise(buckets);
            }
            DatabaseWriter.write(new RowProgress(db, around.progress()).watch(buckets.all()), file, around.progress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (IllegalArgumentException damage) {
            throw ToolFailure.error("the backup is damaged: " + damage.getMessage());
        }
    }

    private void raise(RestoredBuckets buckets) {
        long latest = buckets.lastRevision();
        long raised = latest + options.bump();
        if (raised < latest) {
            throw ToolFailure.badArguments("--bump-revision " + options.bump() + " is more than revisions can be");
        }
        around.log()
                .info(
                        PLACE,
                        "bumping latest revision",
                        new Fields()
                                .with("latest-revision", latest)
                                .with("bump-amount", options.bump())
                                .with("new-latest-revision", raised));
        buckets.raiseTo(raised);
        around.log().info(PLACE, "marking revision compacted", new Fields().with("revision", raised));
    }

    /** The member comes last: without it the folder counts as empty. */
    private void putInPlace() throws IOException {
        if (options.walDir().isPresent()) {
            Folders.rename(unfinishedLog(), options.walDir().get());
        }
        boolean done = false;
        try {
            Folders.rename(unfinishedMember(), member());
            done = true;
        } finally {
            if (!done && options.walDir().isPresent()) {
                Folders.remove(options.walDir().get());
            }
        }
        Folders.sync(options.dataDir().toAbsolutePath().resolveSibling("."));
    }

    private Path member() {
        return options.dataDir().resolve("member");
    }

    private Path unfinishedMember() {
        return Folders.unfinished(member());
    }

    private Path unfinishedLog() {
        return options.walDir()
                .map(Folders::unfinished)
                .orElse(unfinishedMember().resolve("wal"));
    }

    private void removeUnfinished() throws IOException {
        Folders.remove(unfinishedMember());
        Folders.remove(unfinishedLog());
    }

    private void say(String message) {
        Path dataDir = options.dataDir();
        Path walDir = options.walDir().orElse(dataDir.resolve("member").resolve("wal"));
        around.log()
                .info(
                        PLACE,
                        message,
                        new Fields()
                                .with("path", snapshot)
                                .with("wal-dir", walDir)
                                .with("data-dir", dataDir)
                                .with("snap-dir", dataDir.resolve("member").resolve("snap"))
                                .with("initial-memory-map-size", options.mapBytes()));
    }

    private void sayAdded(Founding founding, Member member) {
        around.log()
                .info(
                        "membership/cluster",
                        "added member",
                        new Fields()
                                .with(
                                        "cluster-id",
                                        Long.toHexString(founding.identity().clusterId()))
                                .with("local-member-id", "0")
                                .with("added-peer-id", member.hexId())
                                .with(
                                        "added-peer-peer-urls",
                                        member.peerUrls().stream()
                                                .map(ByteText::ofUnicode)
                                                .toList())
                                .with("added-peer-is-learner", false));
    }
}
