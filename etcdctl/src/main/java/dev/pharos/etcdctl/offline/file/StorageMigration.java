package dev.pharos.etcdctl.offline.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.etcdctl.offline.terminal.ToolLog;
import dev.pharos.etcdctl.offline.terminal.ToolLog.Fields;
import dev.pharos.etcdctl.offline.text.Quoted;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.SmallBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the folder of a stopped etcd readable by the release before or after. */
public final class StorageMigration {
    private static final String PLACE = "schema/migration";
    private static final StorageVersion OLDEST = StorageVersion.WITHOUT_ROW;
    private static final StorageVersion NEWEST = new StorageVersion(3, 6);

    private final MemberFolder folder;
    private final StorageVersion target;
    private final Force force;
    private final Surroundings around;
    private final ToolLog log;

    /** What to do where the migration is refused. */
    public enum Force {
        NEVER,
        IF_REFUSED
    }

    private StorageMigration(MemberFolder folder, StorageVersion target, Force force, Surroundings around) {
        this.folder = folder;
        this.target = target;
        this.force = force;
        this.around = around;
        this.log = around.log();
    }

    /**
     * Migrates.
     *
     * @param target {@code X.Y}
     * @throws ToolFailure if it cannot be; then everything is as it was
     */
    public static void run(Path dataDir, String target, Force force, Surroundings around) {
        StorageVersion wanted = parse(target);
        MemberFolder folder = MemberFolder.at(dataDir);
        if (folder.kind() == FolderKind.PHAROS) {
            refuseOurs(dataDir, wanted, around.log());
            return;
        }
        try {
            folder.alone(new StorageMigration(folder, wanted, force, around)::run);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static StorageVersion parse(String target) {
        if (target.chars().filter(each -> each == '.').count() != 1) {
            throw ToolFailure.badArguments("wrong target version format, expected \"X.Y\", got " + Quoted.go(target));
        }
        StorageVersion wanted = StorageVersion.parse(target)
                .orElseThrow(() -> ToolFailure.badArguments("failed to parse target version: strconv.ParseInt: parsing "
                        + Quoted.go(notANumber(target)) + ": invalid syntax"));
        if (wanted.compareTo(OLDEST) < 0) {
            throw ToolFailure.badArguments(
                    "target version \"" + wanted + "\" not supported. Minimal \"" + OLDEST + "\"");
        }
        return wanted;
    }

    private static String notANumber(String target) {
        int dot = target.indexOf('.');
        String major = target.substring(0, dot);
        return major.matches("\\d+") ? target.substring(dot + 1) : major;
    }

    /** No etcd reads the rows of a member of Pharos, whatever they say of themselves. */
    private static void refuseOurs(Path dataDir, StorageVersion wanted, ToolLog log) {
        if (!wanted.equals(NEWEST)) {
            throw ToolFailure.error(dataDir + " is the folder of a member of Pharos, which no etcd reads; take a"
                    + " snapshot and restore that");
        }
        log.info(PLACE, "storage version up-to-date", version(wanted));
    }

    private static Fields version(StorageVersion version) {
        return new Fields().with("storage-version", version);
    }

    private void run() throws IOException {
        Optional<StorageVersion> needed = LogRelease.needed(folder.log());
        StorageVersion present = DatabaseFile.read(folder.database(), this::present);
        if (present.equals(target)) {
            log.info(PLACE, "storage version up-to-date", version(present));
            return;
        }
        Optional<String> refusal = refusal(present, needed);
        if (refusal.isPresent() && force == Force.NEVER) {
            throw ToolFailure.error(refusal.get());
        }
        refusal.ifPresent(reason ->
                log.info(PLACE, "normal migrate failed, trying with force", new Fields().with("error", reason)));
        DatabaseRewrite.run(folder.database(), this::migrated, around.progress());
        if (refusal.isEmpty()) {
            log.info(PLACE, "updated storage version", new Fields().with("new-storage-version", target.text()));
        } else if (target.hasRow()) {
            log.warn(PLACE, "forcefully set storage version", version(target));
        } else {
            log.warn(PLACE, "forcefully cleared storage version", new Fields());
        }
    }

    private StorageVersion present(DbFile db) {
        Optional<StorageVersion> written = StorageVersion.row(db).flatMap(StorageVersion::parse);
        if (written.isEmpty() && db.get("meta", "term".getBytes(UTF_8)).isEmpty()) {
            log.error(
                    PLACE,
                    "failed to detect storage version. Please make sure you are using data dir from etcd v3.5 and"
                            + " older",
                    new Fields());
            throw ToolFailure.error("missing term information");
        }
        return written.orElse(StorageVersion.WITHOUT_ROW);
    }

    private Optional<String> refusal(StorageVersion present, Optional<StorageVersion> needed) {
        if (present.major() != target.major()) {
            log.error(
                    PLACE,
                    "Changing major storage version is not supported",
                    new Fields().with("storage-version", present.text()).with("target-storage-version", target.text()));
            return Optional.of("cannot create migration plan: changing major storage version is not supported");
        }
        StorageVersion highest = present.compareTo(target) > 0 ? present : target;
        if (highest.compareTo(NEWEST) > 0) {
            return Optional.of("cannot create migration plan: version \"" + highest.text() + "\" is not supported");
        }
        return needed.filter(least -> target.compareTo(least) < 0)
                .map(least -> "cannot downgrade storage, WAL contains newer entries, as the target version ("
                        + target.text() + ") is lower than the version (" + least.text() + ") detected from WAL logs");
    }

    private List<BucketRows> migrated(DbFile db) {
        Map<String, byte[]> meta = DatabaseFile.rows(db, "meta");
        if (target.hasRow()) {
            meta.put(StorageVersion.ROW, target.text().getBytes(UTF_8));
        } else {
            meta.remove(StorageVersion.ROW);
        }
        List<BucketRows> buckets = new ArrayList<>();
        db.buckets().stream().filter(bucket -> !bucket.name().equals("meta")).forEach(buckets::add);
        buckets.add(new SmallBucket("meta", meta));
        return buckets;
    }
}
