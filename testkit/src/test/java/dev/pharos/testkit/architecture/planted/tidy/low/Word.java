package dev.pharos.testkit.architecture.planted.tidy.low;

/** Breaks nothing. */
public record Word(String text) {
    public int[] marks() {
        return text.codePoints().toArray();
    }
}
