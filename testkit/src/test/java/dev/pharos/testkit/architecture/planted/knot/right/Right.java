package dev.pharos.testkit.architecture.planted.knot.right;

import dev.pharos.testkit.architecture.planted.knot.left.Left;
import java.util.List;

/** The other half. */
public record Right(List<Left> others) {}
