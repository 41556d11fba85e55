package dev.pharos.testkit.architecture.planted.knot.left;

import dev.pharos.testkit.architecture.planted.knot.right.Right;

/** One half of a cycle. */
public record Left(Right other) {}
