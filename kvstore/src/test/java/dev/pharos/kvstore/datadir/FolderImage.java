package dev.pharos.kvstore.datadir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in a folder, to see that it did not change. */
final class FolderImage {
    private FolderImage() {}

    /** Every file with a hash of its content; every folder. Of a store, which turns over its files, the folder. */
    static Map<String, Integer> of(Path folder) {
        Map<String, Integer> image = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> paths = tree.toList();
            for (Path path : paths) {
                boolean file = Files.isRegularFile(path);
                if (!path.toString().contains("/kv/")) {
                    image.put(folder.relativize(path).toString(), file ? Arrays.hashCode(Files.readAllBytes(path)) : 0);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return image;
    }
}
