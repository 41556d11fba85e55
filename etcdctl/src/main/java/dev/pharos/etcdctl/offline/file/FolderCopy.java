package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.Progress;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.etcdctl.offline.terminal.ToolLog.Fields;
import dev.pharos.etcdctl.offline.text.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A faithful copy of a stopped member's folder: the same member, as far as it had come. */
public final class FolderCopy {
    private static final String LOCK = "lock";
    private static final String LOG = "wal";

    private final Places from;
    private final Places to;
    private final Progress progress;
    private long copied;
    private long total;

    /**
     * Where a member has what.
     *
     * @param walDir where its log is, if not in the data folder
     */
    public record Places(Path dataDir, Optional<Path> walDir) {
        Path member() {
            return dataDir.resolve("member");
        }

        Path unfinishedMember() {
            return Folders.unfinished(member());
        }

        Path unfinishedLog() {
            return walDir.map(Folders::unfinished).orElse(unfinishedMember().resolve(LOG));
        }
    }

    private FolderCopy(Places from, Places to, Progress progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /**
     * Copies.
     *
     * @throws ToolFailure if it cannot be; then there is no copy
     */
    public static void run(Places from, Places to, Surroundings around) {
        MemberFolder folder = MemberFolder.at(from.dataDir());
        try {
            folder.alone(new FolderCopy(from, to, around.progress())::run);
            around.log()
                    .info(
                            "etcdutl/backup",
                            "copied member",
                            new Fields().with("data-dir", from.dataDir()).with("backup-dir", to.dataDir()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void run() throws IOException {
        refuseUsed(to.dataDir());
        if (to.walDir().isPresent()) {
            refuseUsed(to.walDir().get());
        }
        Folders.remove(to.unfinishedMember());
        Folders.remove(to.unfinishedLog());
        boolean done = false;
        try {
            copyAll();
            done = true;
        } finally {
            progress.clear();
            if (!done) {
                Folders.remove(to.unfinishedMember());
                Folders.remove(to.unfinishedLog());
            }
        }
    }

    private static void refuseUsed(Path folder) throws IOException {
        if (!Folders.isFree(folder)) {
            throw ToolFailure.error(Quoted.go(folder.toString()) + " not empty or could not be read");
        }
    }

    /** The member comes last: without it the folder counts as empty. */
    private void copyAll() throws IOException {
        total = bytes(from.member())
                + (from.walDir().isPresent() ? bytes(from.walDir().get()) : 0);
        Path member = to.unfinishedMember();
        Folders.make(member);
        for (String name : Folders.names(from.member())) {
            if (!name.equals(LOG)) {
                copy(from.member().resolve(name), member.resolve(name));
            }
        }
        copy(from.walDir().orElse(from.member().resolve(LOG)), to.unfinishedLog());
        Folders.sync(member);
        if (to.walDir().isPresent()) {
            Folders.rename(to.unfinishedLog(), to.walDir().get());
        }
        Folders.rename(member, to.member());
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            long sum = 0;
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    private void copy(Path source, Path target) throws IOException {
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            Folders.make(target);
            for (String name : Folders.names(source)) {
                copy(source.resolve(name), target.resolve(name));
            }
            Folders.sync(target);
        } else if (Files.isRegularFile(source) && !source.endsWith(LOCK)) {
            copyFile(source, target);
        }
    }

    private void copyFile(Path source, Path target) throws IOException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            long at = 0;
            long size = in.size();
            while (at < size) {
                long count = in.transferTo(at, Math.min(size - at, 1 << 20), out);
                at += count;
                copied += count;
                progress.report("copying", copied, total);
            }
            out.force(true);
        }
    }
}
