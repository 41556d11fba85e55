package dev.pharos.kvstore.service;

/** What can be asked of everything that is stored together, keys and all else. */
public interface WholeStore {
    /** A checksum over all of it; takes long. */
    int hash();

    /** Begins to rewrite the files without what was removed, unless that is under way. Returns at once. */
    void rewrite();
}
