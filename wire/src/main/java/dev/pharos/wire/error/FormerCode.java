package dev.pharos.wire.error;

import io.grpc.Status;

/** A code that an error was sent with once, up to and with a release line such as {@code 3.5}. */
public record FormerCode(Status.Code code, String lastRelease) {}
