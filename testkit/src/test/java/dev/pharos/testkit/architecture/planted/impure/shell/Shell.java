package dev.pharos.testkit.architecture.planted.impure.shell;

/** Neither pure nor trusted. */
public final class Shell {}
