package dev.pharos.testkit.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configurations from which no order was found: a hash table of bit sets and states without an object per entry.
 *
 * <p>Of the completed operations only a window is stored. All those before the first pending one are placed, and none
 * after the last that overlaps it can be, so the first pending operation and the bits between the two say it all.
 */
final class FailedConfigurations<S> {
    private static final int FIRST_SLOTS = 64;
    private static final int HEADER_WORDS = 2;

    private final PartLayout<?, ?> layout;
    private final PlacedSet placed;
    private final int unknownWords;

    /** Entry number plus one, or zero for a free slot; never more than half of them are taken. */
    private int[] slots = new int[FIRST_SLOTS];

    private int[] offsets = new int[FIRST_SLOTS / 2];

    /** For each entry: hash, first pending operation, window of completed operations, unknown operations. */
    private long[] words = new long[FIRST_SLOTS * 2];

    private int wordCount;
    private final List<S> states = new ArrayList<>();

    FailedConfigurations(PartLayout<?, ?> layout, PlacedSet placed) {
        this.layout = layout;
        this.placed = placed;
        this.unknownWords = PlacedSet.wordsFor(layout.unknownCount());
    }

    /** Whether the placed operations and the state, or the same with fewer unknown operations placed, have failed. */
    boolean contains(int firstPending, S state) {
        if (states.isEmpty()) {
            return false;
        }
        long hash = placed.hashWith(state);
        for (int slot = slotOf(hash); slots[slot] != 0; slot = slotAfter(slot)) {
            int entry = slots[slot] - 1;
            if (covers(offsets[entry], hash, firstPending) && states.get(entry).equals(state)) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(int offset, long hash, int firstPending) {
        if (words[offset] != hash || words[offset + 1] != firstPending) {
            return false;
        }
        int from = firstWord(firstPending);
        int window = windowWords(firstPending);
        int windowAt = offset + HEADER_WORDS;
        if (!Arrays.equals(words, windowAt, windowAt + window, placed.completedWords(), from, from + window)) {
            return false;
        }
        int unknownAt = windowAt + window;
        for (int word = 0; word < unknownWords; word++) {
            if ((words[unknownAt + word] & ~placed.unknownWords()[word]) != 0) {
                return false;
            }
        }
        return true;
    }

    void add(int firstPending, S state) {
        int entry = states.size();
        if (entry == offsets.length) {
            grow();
        }
        offsets[entry] = wordCount;
        states.add(state);
        long hash = placed.hashWith(state);
        write(hash, firstPending);
        occupySlot(entry, hash);
    }

    private void write(long hash, int firstPending) {
        int window = windowWords(firstPending);
        int end = Math.addExact(wordCount, HEADER_WORDS + window + unknownWords);
        if (end > words.length) {
            words = Arrays.copyOf(words, Math.max(end, Math.multiplyExact(words.length, 2)));
        }
        words[wordCount] = hash;
        words[wordCount + 1] = firstPending;
        int windowAt = wordCount + HEADER_WORDS;
        System.arraycopy(placed.completedWords(), firstWord(firstPending), words, windowAt, window);
        System.arraycopy(placed.unknownWords(), 0, words, windowAt + window, unknownWords);
        wordCount = end;
    }

    private void grow() {
        offsets = Arrays.copyOf(offsets, 2 * offsets.length);
        slots = new int[2 * slots.length];
        for (int entry = 0; entry < states.size(); entry++) {
            occupySlot(entry, words[offsets[entry]]);
        }
    }

    private void occupySlot(int entry, long hash) {
        int slot = slotOf(hash);
        while (slots[slot] != 0) {
            slot = slotAfter(slot);
        }
        slots[slot] = entry + 1;
    }

    private int slotOf(long hash) {
        return (int) hash & (slots.length - 1);
    }

    private int slotAfter(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private static int firstWord(int firstPending) {
        return firstPending / Long.SIZE;
    }

    private int windowWords(int firstPending) {
        return layout.lastOverlapping(firstPending) / Long.SIZE - firstWord(firstPending) + 1;
    }
}
