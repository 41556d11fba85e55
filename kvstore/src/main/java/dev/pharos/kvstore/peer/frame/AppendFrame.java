package dev.pharos.kvstore.peer.frame;

/** The first byte of a frame on a msgapp stream. */
final class AppendFrame {
    static final int HEARTBEAT = 0;
    static final int ENTRIES = 1;
    static final int MESSAGE = 2;

    private AppendFrame() {}
}
