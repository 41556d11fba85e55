package dev.pharos.etcdctl.offline.rehearsal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pharos.etcdctl.offline.EtcdutlMain;
import dev.pharos.etcdctl.offline.terminal.Progress;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolLog;
import dev.pharos.kvstore.dbfile.DbFilePlan;
import dev.pharos.kvstore.dbfile.SmallBucket;
import dev.pharos.kvstore.dbfile.SnapshotFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Uses the tool once, in an empty folder, so that the JVM can record which classes it needs. */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * Uses it.
     *
     * @param line the folder
     */
    public static void main(String[] line) throws IOException {
        Path folder = Path.of(line[0]);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, ISO_8859_1);
        Surroundings around =
                new Surroundings(nowhere, nowhere, new ToolLog(nowhere, Clock.systemUTC()), Progress.unseen(nowhere));
        String snapshot = write(folder.resolve("snapshot")).toString();
        String data = folder.resolve("data").toString();
        EtcdutlMain.run(around, "version");
        EtcdutlMain.run(around, "--help");
        for (String format : List.of("simple", "json", "fields", "table")) {
            EtcdutlMain.run(around, "-w", format, "snapshot", "status", snapshot);
            EtcdutlMain.run(around, "-w", format, "hashkv", snapshot);
        }
        EtcdutlMain.run(around, "snapshot", "restore", snapshot, "--data-dir", data);
        EtcdutlMain.run(around, "defrag", "--data-dir", data);
    }

    private static Path write(Path file) throws IOException {
        DbFilePlan plan = DbFilePlan.of(List.of(new SmallBucket("key", Map.of()), new SmallBucket("meta", Map.of())));
        try (OutputStream out = Files.newOutputStream(file)) {
            SnapshotFile.write(plan, out);
        }
        return file;
    }
}
