package dev.pharos.kvstore.several;

import java.util.List;

/** The process of a member, whoever wrote the program. */
interface Running extends AutoCloseable {
    /** Fails if it ends before it serves. */
    void awaitReady();

    boolean isAlive();

    long pid();

    void kill9();

    /** As a supervisor does it; the exit code. */
    int terminate();

    /** Waits until it ends by itself; the exit code. */
    int awaitEnd();

    /** At least its latest lines. */
    List<String> said();

    /** For messages about failures. */
    String describe();

    /** Its data stay. */
    @Override
    void close();
}
