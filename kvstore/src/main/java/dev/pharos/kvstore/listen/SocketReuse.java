package dev.pharos.kvstore.listen;

/** What a listening socket may share with others. */
public enum SocketReuse {
    /** The port, with other sockets that allow it too; the kernel spreads connections over them. */
    PORT,
    /** An address on which connections of a former socket are still ending. Unix systems have it on anyway. */
    ADDRESS
}
