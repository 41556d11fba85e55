package dev.pharos.kvstore.datadir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stores in a member's folder. The first one is called {@code kv}; one that a snapshot has brought bears the
 * snapshot's index, and has its name from when it is complete. The newest counts. What is in the others is of
 * no use to anybody, whole or not.
 */
record StoreFolders(Path member) {
    private static final String FIRST = "kv";
    private static final Pattern OF_SNAPSHOT = Pattern.compile("kv-[0-9a-f]{16}");

    /** The one that counts, or is yet to be made. */
    Path present() {
        return all().stream()
                .filter(folder -> OF_SNAPSHOT.matcher(name(folder)).matches())
                .max(Comparator.comparing(StoreFolders::name))
                .orElse(member.resolve(FIRST));
    }

    Path ofSnapshot(long index) {
        return member.resolve(String.format("%s-%016x", FIRST, index));
    }

    Path unfinished() {
        return member.resolve("kv.tmp");
    }

    /** Those that do not count; nobody may have any of them open. */
    void removeOthers() {
        Path present = present();
        for (Path folder : all()) {
            if (!folder.equals(present)) {
                Folders.remove(folder);
            }
        }
    }

    private List<Path> all() {
        if (!Files.isDirectory(member)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(member)) {
            return files.filter(this::isStore).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isStore(Path file) {
        String name = name(file);
        return name.equals(FIRST)
                || file.equals(unfinished())
                || OF_SNAPSHOT.matcher(name).matches();
    }

    private static String name(Path file) {
        return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    }
}
