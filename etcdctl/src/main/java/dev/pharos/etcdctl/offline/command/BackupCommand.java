package dev.pharos.etcdctl.offline.command;

import dev.pharos.etcdctl.offline.cli.Arguments;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Definition;
import dev.pharos.etcdctl.offline.cli.Flag;
import dev.pharos.etcdctl.offline.file.FolderCopy;
import dev.pharos.etcdctl.offline.file.FolderCopy.Places;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;

/** {@code backup}: a copy of a stopped member's folder. */
final class BackupCommand implements Command {
    private static final String DATA_DIR = "data-dir";
    private static final String WAL_DIR = "wal-dir";
    private static final String BACKUP_DIR = "backup-dir";
    private static final String BACKUP_WAL_DIR = "backup-wal-dir";
    private static final String WITH_V3 = "with-v3";

    @Override
    public Definition definition() {
        return Definition.of("backup", "", "[legacy] offline backup of etcd directory")
                .flags(
                        Flag.text(DATA_DIR, "", "Path to the etcd data dir"),
                        Flag.text(WAL_DIR, "", "Path to the etcd wal dir"),
                        Flag.text(BACKUP_DIR, "", "Path to the backup dir"),
                        Flag.text(BACKUP_WAL_DIR, "", "Path to the backup wal dir"),
                        new Flag(
                                WITH_V3, "", Flag.Kind.SWITCH, "true", "Backup v3 backend data; it cannot be left out"))
                .requires(DATA_DIR, BACKUP_DIR);
    }

    @Override
    public void run(Arguments arguments, Surroundings around) {
        if (!arguments.isOn(WITH_V3)) {
            throw ToolFailure.badArguments("--with-v3=false is not supported since etcd v3.6");
        }
        FolderCopy.run(places(arguments, DATA_DIR, WAL_DIR), places(arguments, BACKUP_DIR, BACKUP_WAL_DIR), around);
    }

    private static Places places(Arguments arguments, String dataDir, String walDir) {
        return new Places(
                Surroundings.path(arguments.text(dataDir)),
                arguments.textIfAny(walDir).map(Surroundings::path));
    }
}
