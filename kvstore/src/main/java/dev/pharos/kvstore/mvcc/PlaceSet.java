package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.model.Event.Place;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Places, of which there may be millions; most are the first of their revision. First filled, then asked. */
final class PlaceSet {
    private long[] firsts = new long[256];
    private int firstCount;
    private boolean sorted = true;
    private final Set<Place> others = new HashSet<>();

    void add(Place place) {
        if (place.sub() != 0) {
            others.add(place);
            return;
        }
        if (firstCount == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * firsts.length);
        }
        firsts[firstCount++] = place.revision();
        sorted = false;
    }

    boolean isEmpty() {
        return firstCount == 0 && others.isEmpty();
    }

    boolean contains(Place place) {
        if (place.sub() != 0) {
            return others.contains(place);
        }
        if (!sorted) {
            Arrays.sort(firsts, 0, firstCount);
            sorted = true;
        }
        return Arrays.binarySearch(firsts, 0, firstCount, place.revision()) >= 0;
    }
}
