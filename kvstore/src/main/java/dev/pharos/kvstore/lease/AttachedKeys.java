package dev.pharos.kvstore.lease;

import dev.pharos.wire.value.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The keys that hang on leases, each on one, in flat arrays; those of one lease are a list.
 *
 * <p>Guarded by the lock of the book.
 */
final class AttachedKeys extends SlotIndex {
    private static final int LEAST_KEYS = 16;

    private final LeaseSlots leases;
    /** Clients choose keys; without a secret they could choose many of one hash. */
    private final long secret = ThreadLocalRandom.current().nextLong() | 1;

    private @Nullable Bytes[] keys = new @Nullable Bytes[LEAST_KEYS];
    private int[] hashes = new int[LEAST_KEYS];
    private int[] owners = new int[LEAST_KEYS];
    private int[] nexts = new int[LEAST_KEYS];
    private int[] previouses = new int[LEAST_KEYS];

    private int used;
    private int firstFree = NONE;

    AttachedKeys(LeaseSlots leases) {
        this.leases = leases;
    }

    @Override
    int hashOf(int slot) {
        return hashes[slot];
    }

    private int hash(Bytes key) {
        long hash = secret;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.byteAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    /** The slot of the lease that a key hangs on, NONE if on none. */
    int ownerOf(Bytes key) {
        int slot = find(key, hash(key));
        return slot == NONE ? NONE : owners[slot];
    }

    void attach(Bytes key, int lease) {
        int hash = hash(key);
        int slot = find(key, hash);
        if (slot != NONE) {
            if (owners[slot] != lease) {
                unlink(slot);
                link(slot, lease);
            }
            return;
        }
        slot = take();
        // The key may be part of a whole request that would be kept alive with it.
        keys[slot] = key.compact();
        hashes[slot] = hash;
        link(slot, lease);
        enter(slot);
    }

    void detach(Bytes key) {
        int slot = find(key, hash(key));
        if (slot != NONE) {
            unlink(slot);
            free(slot);
        }
    }

    List<Bytes> keysOf(int lease) {
        List<Bytes> found = new ArrayList<>();
        for (int slot = leases.firstKey(lease); slot != NONE; slot = nexts[slot]) {
            found.add(key(slot));
        }
        return found;
    }

    void detachAll(int lease) {
        int slot = leases.firstKey(lease);
        while (slot != NONE) {
            int next = nexts[slot];
            free(slot);
            slot = next;
        }
        leases.firstKey(lease, NONE);
    }

    private int find(Bytes key, int hash) {
        int cell = home(hash);
        int slot = slotAt(cell);
        while (slot != NONE && !(hashes[slot] == hash && key(slot).equals(key))) {
            cell = after(cell);
            slot = slotAt(cell);
        }
        return slot;
    }

    private Bytes key(int slot) {
        Bytes key = keys[slot];
        if (key == null) {
            throw new IllegalStateException("slot " + slot + " holds no key");
        }
        return key;
    }

    private int take() {
        int slot = firstFree;
        if (slot == NONE) {
            slot = used++;
            makeRoom(used);
        } else {
            firstFree = nexts[slot];
        }
        return slot;
    }

    private void free(int slot) {
        leave(slot);
        keys[slot] = null;
        nexts[slot] = firstFree;
        firstFree = slot;
    }

    private void link(int slot, int lease) {
        int first = leases.firstKey(lease);
        owners[slot] = lease;
        previouses[slot] = NONE;
        nexts[slot] = first;
        if (first != NONE) {
            previouses[first] = slot;
        }
        leases.firstKey(lease, slot);
    }

    private void unlink(int slot) {
        int next = nexts[slot];
        int previous = previouses[slot];
        if (next != NONE) {
            previouses[next] = previous;
        }
        if (previous == NONE) {
            leases.firstKey(owners[slot], next);
        } else {
            nexts[previous] = next;
        }
    }

    private void makeRoom(int slots) {
        if (slots > hashes.length) {
            int length = grown(hashes.length);
            keys = Arrays.copyOf(keys, length);
            hashes = Arrays.copyOf(hashes, length);
            owners = Arrays.copyOf(owners, length);
            nexts = Arrays.copyOf(nexts, length);
            previouses = Arrays.copyOf(previouses, length);
        }
    }
}
