package dev.pharos.testkit.architecture.planted.names.util;

/** Well named, badly housed. */
final class Plain {}
