package dev.pharos.kvstore.logging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A file that is set aside under a name with the time in it when it has grown too large:
 * {@code etcd.log} becomes {@code etcd-2006-01-02T15-04-05.000.log}. Too many or too old ones are deleted.
 */
final class RotatingFileSink implements LineSink {
    private static final long MEGABYTE = 1024L * 1024;

    private final Path path;
    private final LogRotation rotation;
    private final Clock clock;
    private final DateTimeFormatter stamp;
    private StreamSink current;
    private long size;

    RotatingFileSink(Path path, LogRotation rotation, Clock clock) throws IOException {
        this.path = path;
        this.rotation = rotation;
        this.clock = clock;
        ZoneId zone = rotation.localTime() ? clock.getZone() : ZoneOffset.UTC;
        this.stamp = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS").withZone(zone);
        this.current = StreamSink.file(path);
        this.size = Files.size(path);
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        if (size > 0 && size + length > rotation.maxMegabytes() * MEGABYTE) {
            rotate();
        }
        current.write(bytes, length);
        size += length;
    }

    private void rotate() throws IOException {
        current.close();
        Path backup = path.resolveSibling(stem() + "-" + stamp.format(clock.instant()) + suffix());
        if (!Files.exists(backup)) {
            Files.move(path, backup);
        }
        current = StreamSink.file(path);
        size = Files.size(path);
        deleteOld();
    }

    private void deleteOld() throws IOException {
        List<Path> newestFirst = backups();
        Instant oldest = clock.instant().minus(Duration.ofDays(rotation.maxAgeDays()));
        for (int i = 0; i < newestFirst.size(); i++) {
            Path backup = newestFirst.get(i);
            boolean tooMany = rotation.maxBackups() > 0 && i >= rotation.maxBackups();
            boolean tooOld = rotation.maxAgeDays() > 0
                    && Files.getLastModifiedTime(backup).toInstant().isBefore(oldest);
            if (tooMany || tooOld) {
                Files.deleteIfExists(backup);
            }
        }
    }

    private List<Path> backups() throws IOException {
        List<Path> found = new ArrayList<>();
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            return found;
        }
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(directory, this::isBackup)) {
            siblings.forEach(found::add);
        }
        found.sort(Collections.reverseOrder());
        return found;
    }

    private boolean isBackup(Path sibling) {
        String name = sibling.getFileName().toString();
        return name.startsWith(stem() + "-") && name.endsWith(suffix());
    }

    private String stem() {
        String name = path.getFileName().toString();
        return name.substring(0, name.length() - suffix().length());
    }

    private String suffix() {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
