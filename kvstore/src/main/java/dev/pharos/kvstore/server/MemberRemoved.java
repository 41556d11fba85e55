package dev.pharos.kvstore.server;

/** The cluster has removed this member, so its work is done; its data cannot be used again. */
final class MemberRemoved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String TEXT = "the member has been permanently removed from the cluster";

    MemberRemoved() {
        super(TEXT, null, false, false);
    }
}
