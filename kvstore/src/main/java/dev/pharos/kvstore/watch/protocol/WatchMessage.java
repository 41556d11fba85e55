package dev.pharos.kvstore.watch.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * One answer on a watch stream, ready to be written as a {@code WatchResponse}. Only its head is its own; the
 * events are shared with all who get them.
 *
 * @param revision of the header; 0 only where a compaction ended the watch
 * @param watchId {@link #NO_WATCH} for a watch that could not be created, and for the stream as a whole
 * @param compactRevision not 0 if a compaction ended the watch
 * @param cancelReason empty unless the watch could not be created, or cannot go on
 */
public record WatchMessage(
        Kind kind, long revision, long watchId, long compactRevision, String cancelReason, EncodedEvents events) {
    public static final long NO_WATCH = -1;

    private static final int HEADER = 1;
    private static final int WATCH_ID = 2;
    private static final int CREATED = 3;
    private static final int CANCELED = 4;
    private static final int COMPACT_REVISION = 5;
    private static final int CANCEL_REASON = 6;
    private static final int FRAGMENT = 7;

    /** What an answer says. */
    public enum Kind {
        CREATED,
        /** Created and canceled at once: the watch never was. */
        REFUSED,
        CANCELED,
        EVENTS,
        /** Events of which more follow in the next answer. */
        FRAGMENT,
        PROGRESS
    }

    public static WatchMessage created(long revision, long watchId) {
        return new WatchMessage(Kind.CREATED, revision, watchId, 0, "", EncodedEvents.NONE);
    }

    public static WatchMessage refused(long revision, String reason) {
        return new WatchMessage(Kind.REFUSED, revision, NO_WATCH, 0, reason, EncodedEvents.NONE);
    }

    public static WatchMessage canceled(long revision, long watchId) {
        return new WatchMessage(Kind.CANCELED, revision, watchId, 0, "", EncodedEvents.NONE);
    }

    public static WatchMessage broken(long revision, long watchId, String reason) {
        return new WatchMessage(Kind.CANCELED, revision, watchId, 0, reason, EncodedEvents.NONE);
    }

    public static WatchMessage compacted(long watchId, long compactRevision) {
        return new WatchMessage(Kind.CANCELED, 0, watchId, compactRevision, "", EncodedEvents.NONE);
    }

    public static WatchMessage progress(long revision, long watchId) {
        return new WatchMessage(Kind.PROGRESS, revision, watchId, 0, "", EncodedEvents.NONE);
    }

    public static WatchMessage events(long revision, long watchId, EncodedEvents events) {
        return new WatchMessage(Kind.EVENTS, revision, watchId, 0, "", events);
    }

    public static WatchMessage fragment(long revision, long watchId, EncodedEvents events) {
        return new WatchMessage(Kind.FRAGMENT, revision, watchId, 0, "", events);
    }

    public boolean isCreated() {
        return kind == Kind.CREATED || kind == Kind.REFUSED;
    }

    public boolean isCanceled() {
        return kind == Kind.CANCELED || kind == Kind.REFUSED;
    }

    public boolean isFragment() {
        return kind == Kind.FRAGMENT;
    }

    /** The exact number of bytes that {@code writeTo} writes. */
    public int encodedSize(Sender sender) {
        return Math.addExact(headSize(sender), events.size());
    }

    public void writeTo(CodedOutputStream out, Sender sender) throws IOException {
        writeHead(out, sender);
        for (ByteString element : events.elements()) {
            out.writeRawBytes(element);
        }
    }

    /** Copies nothing but the head, which is some fifty bytes. */
    public void writeTo(OutputStream out, Sender sender) throws IOException {
        byte[] head = new byte[headSize(sender)];
        writeHead(CodedOutputStream.newInstance(head), sender);
        out.write(head);
        for (ByteString element : events.elements()) {
            element.writeTo(out);
        }
    }

    public byte[] toByteArray(Sender sender) {
        byte[] encoded = new byte[encodedSize(sender)];
        try {
            writeTo(CodedOutputStream.newInstance(encoded), sender);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return encoded;
    }

    private int headSize(Sender sender) {
        int header = sender.headerSize(revision);
        return CodedOutputStream.computeTagSize(HEADER)
                + CodedOutputStream.computeUInt32SizeNoTag(header)
                + header
                + Sender.unsignedSize(WATCH_ID, watchId)
                + Sender.unsignedSize(CREATED, isCreated() ? 1 : 0)
                + Sender.unsignedSize(CANCELED, isCanceled() ? 1 : 0)
                + Sender.unsignedSize(COMPACT_REVISION, compactRevision)
                + (cancelReason.isEmpty() ? 0 : CodedOutputStream.computeStringSize(CANCEL_REASON, cancelReason))
                + Sender.unsignedSize(FRAGMENT, isFragment() ? 1 : 0);
    }

    private void writeHead(CodedOutputStream out, Sender sender) throws IOException {
        out.writeTag(HEADER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(sender.headerSize(revision));
        sender.writeHeader(out, revision);
        Sender.writeUnsigned(out, WATCH_ID, watchId);
        Sender.writeUnsigned(out, CREATED, isCreated() ? 1 : 0);
        Sender.writeUnsigned(out, CANCELED, isCanceled() ? 1 : 0);
        Sender.writeUnsigned(out, COMPACT_REVISION, compactRevision);
        if (!cancelReason.isEmpty()) {
            out.writeString(CANCEL_REASON, cancelReason);
        }
        Sender.writeUnsigned(out, FRAGMENT, isFragment() ? 1 : 0);
    }
}
