package dev.pharos.kvstore.peer.link;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Proposal;

/** What a message counts for against a limit in bytes. */
final class MessageWeight {
    private static final long FLAT_BYTES = 64;

    private MessageWeight() {}

    static long of(Message message) {
        long bytes = FLAT_BYTES;
        if (message instanceof Append append) {
            for (Entry entry : append.entries()) {
                bytes += entry.sizeBytes();
            }
        } else if (message instanceof Forward forward) {
            for (Proposal proposal : forward.proposals()) {
                bytes += proposal.sizeBytes();
            }
        }
        return bytes;
    }
}
