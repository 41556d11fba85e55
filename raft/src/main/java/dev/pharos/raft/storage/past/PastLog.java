package dev.pharos.raft.storage.past;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntrySpan;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.SegmentName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads entries back from the log on disk. Who reads on where it left off goes on from there; a few such
 * places are remembered, by whom they are read for. Not safe for use by several threads.
 */
public final class PastLog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PastLog.class.getName());
    private static final int MOST_PLACES = 4;

    private record Place(long next, EntryCursor cursor) {}

    private final Disk disk;
    private final Map<Long, Place> places = new LinkedHashMap<>();

    public PastLog(Disk disk) {
        this.disk = disk;
    }

    /**
     * The first entries of the span, at least one, at most about {@code maxBytes}; none if they are not there
     * any more, or damaged. All of them must have been on disk before this was called.
     */
    public List<Entry> read(long reader, EntrySpan span, long maxBytes) {
        Place place = places.remove(reader);
        List<Entry> read = place == null ? List.of() : readOn(reader, place, span, maxBytes);
        // A place in a segment that was being written may have looked at its end too early.
        return read.isEmpty() ? readAnew(reader, span, maxBytes) : read;
    }

    private List<Entry> readOn(long reader, Place place, EntrySpan span, long maxBytes) {
        if (place.next() != span.first()) {
            place.cursor().close();
            return List.of();
        }
        try {
            return readAt(reader, place.cursor(), span, maxBytes);
        } catch (StorageFailure outdated) {
            return List.of();
        }
    }

    private List<Entry> readAnew(long reader, EntrySpan span, long maxBytes) {
        try {
            Optional<SegmentName> start = Segments.withEntry(disk, span.first());
            return start.isPresent() ? readAt(reader, new EntryCursor(disk, start.get()), span, maxBytes) : List.of();
        } catch (StorageFailure failure) {
            LOG.log(System.Logger.Level.WARNING, "entries cannot be read back: {0}", failure.getMessage());
            return List.of();
        }
    }

    private List<Entry> readAt(long reader, EntryCursor cursor, EntrySpan span, long maxBytes) {
        boolean keep = false;
        try {
            List<Entry> read = cursor.read(span, maxBytes);
            keep = !read.isEmpty();
            if (keep) {
                long next = read.get(read.size() - 1).index() + 1;
                keep(reader, new Place(next, cursor));
            }
            return read;
        } finally {
            if (!keep) {
                cursor.close();
            }
        }
    }

    private void keep(long reader, Place place) {
        places.put(reader, place);
        if (places.size() > MOST_PLACES) {
            Iterator<Place> oldest = places.values().iterator();
            oldest.next().cursor().close();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        places.values().forEach(place -> place.cursor().close());
        places.clear();
    }
}
