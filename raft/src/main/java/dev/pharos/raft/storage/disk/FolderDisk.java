package dev.pharos.raft.storage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the file system: itself for its owner only (0700), its files too (0600). */
public final class FolderDisk implements Disk {
    private static final String LOCK_NAME = "lock";

    /**
     * The directories this process has locked. A lock of the operating system belongs to the process and
     * falls when any channel of the file is closed, so a second opener must not even touch the file.
     */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;

    private FolderDisk(Path folder) {
        this.folder = folder;
    }

    /** Opens the directory; it and its missing parents are made, durably. */
    public static FolderDisk at(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            make(absolute);
            return new FolderDisk(absolute.toRealPath());
        } catch (IOException e) {
            throw StorageFailure.io("making", absolute.toString(), e);
        }
    }

    private static void make(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (Files.isDirectory(folder) || parent == null) {
            return;
        }
        make(parent);
        Files.createDirectory(folder, permissions(folder, "rwx------"));
        sync(parent);
    }

    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public List<String> list() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw StorageFailure.io("listing", location(), e);
        }
    }

    @Override
    public DiskFile create(String name) {
        return open(
                "creating",
                name,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile open(String name) {
        return open("opening", name, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private DiskFile open(String action, String name, Set<OpenOption> how) {
        Path path = folder.resolve(name);
        try {
            return new FolderFile(name, path, FileChannel.open(path, how, permissions(path, "rw-------")));
        } catch (IOException e) {
            throw StorageFailure.io(action, path.toString(), e);
        }
    }

    @Override
    public void rename(String from, String to) {
        try {
            Files.move(
                    folder.resolve(from),
                    folder.resolve(to),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw StorageFailure.io("renaming", folder.resolve(from).toString(), e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw StorageFailure.io("deleting", folder.resolve(name).toString(), e);
        }
    }

    @Override
    public void syncDirectory() {
        try {
            sync(folder);
        } catch (IOException e) {
            throw StorageFailure.io("syncing", location(), e);
        }
    }

    @Override
    public long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            return 0;
        }
    }

    @Override
    public DiskLock lock() {
        if (!LOCKED_HERE.add(folder)) {
            throw StorageFailure.of(location() + " is in use by this process already");
        }
        boolean locked = false;
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve(LOCK_NAME),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    permissions(folder, "rw-------"));
            FolderLock lock = new FolderLock(channel, tryLock(channel));
            locked = true;
            return lock;
        } catch (IOException e) {
            throw StorageFailure.io("locking", location(), e);
        } finally {
            if (!locked) {
                LOCKED_HERE.remove(folder);
            }
        }
    }

    private FileLock tryLock(FileChannel channel) throws IOException {
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw StorageFailure.of(location() + " is in use by this process already");
        }
        if (lock == null) {
            channel.close();
            throw StorageFailure.of(location() + " is in use by another process");
        }
        return lock;
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String mode) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private final class FolderLock implements DiskLock {
        private final FileChannel channel;
        private final FileLock lock;

        FolderLock(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }

        @Override
        public void close() {
            if (!channel.isOpen()) {
                return;
            }
            try (channel) {
                lock.release();
            } catch (IOException e) {
                throw StorageFailure.io("unlocking", location(), e);
            } finally {
                LOCKED_HERE.remove(folder);
            }
        }
    }
}
