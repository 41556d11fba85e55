package dev.pharos.client.channel;

/** What the server at the other end of a stream must have. */
public enum StreamNeeds {
    NOTHING,
    /** The stream breaks where no leader is known, so that another server can be asked. */
    LEADER
}
