package dev.pharos.testkit.architecture.planted.stray.high;

import dev.pharos.testkit.architecture.planted.stray.low.Bottom;
import dev.pharos.testkit.architecture.planted.stray.middle.Middle;

/** Reaches past the middle to the bottom, and only through an array. */
public record Top(Middle middle) {
    Bottom[] bottoms() {
        return new Bottom[0];
    }
}
