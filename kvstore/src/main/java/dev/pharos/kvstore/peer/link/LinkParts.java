package dev.pharos.kvstore.peer.link;

/** What the links to all members share. */
public record LinkParts(
        LocalMember self, LinkOptions options, Dialler dialler, Reception reception, PeerEvents events) {}
