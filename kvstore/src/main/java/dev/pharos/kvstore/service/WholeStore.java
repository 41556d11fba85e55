package dev.pharos.kvstore.service;

import java.util.concurrent.CompletionStage;

/** What can be asked of everything that is stored together, keys and all else. */
public interface WholeStore {
    /** A checksum over all of it; takes long. */
    int hash();

    /**
     * Begins to rewrite the files without what was removed, unless that is under way. Returns at once; the stage ends
     * when they are rewritten, or will not be.
     */
    CompletionStage<Void> rewrite();
}
