package dev.pharos.kvstore.watch.protocol;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * Events as they stand in a {@code WatchResponse}: each with tag and length. The same bytes serve every
 * watcher.
 *
 * @param elements one element of the field {@code events} each
 * @param size of all of them, in bytes
 */
public record EncodedEvents(List<ByteString> elements, int size) {
    public static final EncodedEvents NONE = new EncodedEvents(List.of(), 0);

    /** Takes the list over: the caller must never change it again. */
    public static EncodedEvents of(List<ByteString> elements) {
        int size = 0;
        for (ByteString element : elements) {
            size = Math.addExact(size, element.size());
        }
        return new EncodedEvents(elements, size);
    }

    public int count() {
        return elements.size();
    }
}
