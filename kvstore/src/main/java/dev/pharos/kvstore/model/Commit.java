package dev.pharos.kvstore.model;

import java.util.List;

/**
 * Changes that became visible together.
 *
 * @param revision the store's revision after them
 * @param events in order of revision and place; all of a revision or none of it
 */
public record Commit(long revision, List<Event> events) {}
