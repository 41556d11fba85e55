package dev.pharos.kvstore.discovery;

/** Why the founders do not find each other, in the words of etcd. */
public final class DiscoveryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DiscoveryFailure(String reason) {
        super("discovery: " + reason);
    }

    DiscoveryFailure(String reason, Throwable cause) {
        super("discovery: " + reason, cause);
    }

    private DiscoveryFailure(String step, String reason) {
        super(step + ": " + reason);
    }

    /** The records of a domain do not name them as they should. */
    static DiscoveryFailure inRecords(String reason) {
        return new DiscoveryFailure("error setting up initial cluster", reason);
    }
}
