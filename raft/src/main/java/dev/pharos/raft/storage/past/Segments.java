package dev.pharos.raft.storage.past;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.log.SegmentName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The segments of a log as they are at the moment; the oldest may vanish while this looks. */
final class Segments {
    private Segments() {}

    static List<SegmentName> on(Disk disk) {
        return disk.list().stream()
                .flatMap(name -> SegmentName.parse(name).stream())
                .toList();
    }

    /**
     * The newest segment that began at or before this entry. What was written last under the entry's index is
     * there or in a later one: when a segment begins, its first index is the one behind the log's end.
     */
    static Optional<SegmentName> withEntry(Disk disk, long index) {
        return on(disk).stream()
                .filter(name -> name.firstIndex() <= index)
                .max(Comparator.comparingLong(SegmentName::sequence));
    }
}
