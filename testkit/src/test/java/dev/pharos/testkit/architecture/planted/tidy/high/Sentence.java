package dev.pharos.testkit.architecture.planted.tidy.high;

import dev.pharos.testkit.architecture.planted.tidy.low.Word;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Breaks nothing, though it comes near to: it draws from a given source and copies with System. */
public record Sentence(List<Word> words) {
    public Sentence {
        words = List.copyOf(words);
    }

    Word any(Random source) {
        return words.get(source.nextInt(words.size()));
    }

    int[] marks(Word word, int length) {
        int[] copy = new int[length];
        System.arraycopy(word.marks(), 0, copy, 0, length);
        return copy;
    }

    @Override
    public String toString() {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }
}
