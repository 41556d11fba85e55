package dev.pharos.kvstore.peer.frame;

import java.util.Arrays;
import java.util.Optional;

/** What a stream carries. */
public enum StreamKind {
    /** Appends, mostly without saying where they belong. */
    APPEND("msgapp"),
    /** Everything else. */
    MESSAGE("message");

    public static final String PATH = "/raft/stream/";

    private final String word;

    StreamKind(String word) {
        this.word = word;
    }

    public static Optional<StreamKind> called(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    public String word() {
        return word;
    }

    /** Where a member asks for the stream that leads to it. */
    public String path(long reader) {
        return PATH + word + "/" + Long.toHexString(reader);
    }

    public FrameWriter writer() {
        return switch (this) {
            case APPEND -> new AppendWriter();
            case MESSAGE -> new MessageWriter();
        };
    }

    public FrameReader reader(long from, long to, FrameSink sink) {
        return switch (this) {
            case APPEND -> new AppendReader(from, to, sink);
            case MESSAGE -> new MessageReader(sink);
        };
    }
}
