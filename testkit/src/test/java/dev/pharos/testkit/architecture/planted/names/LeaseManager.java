package dev.pharos.testkit.architecture.planted.names;

/** A name that says nothing, and a nested one that says less. */
final class LeaseManager {
    record StoreImpl() {}
}
