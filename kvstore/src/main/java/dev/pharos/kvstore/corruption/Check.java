package dev.pharos.kvstore.corruption;

/** Something that the leader compares from time to time. */
public interface Check {
    /** Blocks for as long as others take to answer. Throws if it could not be made. */
    void run() throws InterruptedException;
}
