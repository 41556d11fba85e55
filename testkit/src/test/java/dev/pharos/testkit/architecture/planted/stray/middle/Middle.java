package dev.pharos.testkit.architecture.planted.stray.middle;

import dev.pharos.testkit.architecture.planted.stray.low.Bottom;

/** Stands on the bottom. */
public record Middle(Bottom bottom) {}
