package dev.pharos.raft.storage.disk;

import java.util.List;

/**
 * One directory with files. Every method throws {@link StorageFailure} when the disk refuses.
 *
 * <p>Names appear and vanish at once for whoever looks, but {@link #create}, {@link #rename} and {@link
 * #delete} survive a loss of power for sure only after {@link #syncDirectory()}; before that, any of
 * them may be lost, each with everything that builds upon it.
 */
public interface Disk {
    /** Where this is, for people. */
    String location();

    /** The names of all files, in ascending order. */
    List<String> list();

    /** A new, empty file; one that exists is emptied. */
    DiskFile create(String name);

    DiskFile open(String name);

    /** Replaces a file named {@code to}. Open files stay usable under their new name. */
    void rename(String from, String to);

    void delete(String name);

    void syncDirectory();

    /** How much could still be written; 0 if nobody knows. */
    long freeBytes();

    /** Makes the caller the only user of the directory, or throws when there is one already. */
    DiskLock lock();
}
