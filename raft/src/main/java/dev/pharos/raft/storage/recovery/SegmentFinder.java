package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.LogFolder;
import dev.pharos.raft.storage.log.SegmentName;
import java.util.Comparator;
import java.util.List;

/** Finds the segments of a log. */
public final class SegmentFinder {
    private SegmentFinder() {}

    /** All segments, oldest first; none when no log was ever made here, or its making was not finished. */
    public static List<SegmentName> find(Disk disk) {
        List<SegmentName> segments = disk.list().stream()
                .flatMap(name -> SegmentName.parse(name).stream())
                .sorted(Comparator.comparingLong(SegmentName::sequence))
                .toList();
        for (int i = 1; i < segments.size(); i++) {
            if (segments.get(i).sequence() != segments.get(i - 1).sequence() + 1) {
                throw StorageFailure.of(disk.location() + ": between " + segments.get(i - 1) + " and " + segments.get(i)
                        + " a segment is missing or doubled");
            }
        }
        return segments;
    }

    /** Removes segments whose making a crash interrupted; they hold nothing that anybody relies on. */
    public static void removeUnfinished(Disk disk) {
        disk.list().stream().filter(LogFolder::isUnfinished).forEach(disk::delete);
    }
}
