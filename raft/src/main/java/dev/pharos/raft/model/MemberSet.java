package dev.pharos.raft.model;

import java.util.Arrays;

/** An immutable set of member ids in ascending unsigned order; a handful of elements, so arrays win. */
public final class MemberSet {
    public static final MemberSet EMPTY = new MemberSet(new long[0]);

    private final long[] ids;

    private MemberSet(long[] ids) {
        this.ids = ids;
    }

    public static MemberSet of(long... members) {
        MemberSet set = EMPTY;
        for (long member : members) {
            set = set.with(member);
        }
        return set;
    }

    public int size() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
    }

    /** The {@code position}-th smallest member. */
    public long get(int position) {
        return ids[position];
    }

    public boolean contains(long member) {
        for (long id : ids) {
            if (id == member) {
                return true;
            }
        }
        return false;
    }

    public MemberSet with(long member) {
        if (contains(member)) {
            return this;
        }
        int position = 0;
        while (position < ids.length && Long.compareUnsigned(ids[position], member) < 0) {
            position++;
        }
        long[] grown = new long[ids.length + 1];
        System.arraycopy(ids, 0, grown, 0, position);
        grown[position] = member;
        System.arraycopy(ids, position, grown, position + 1, ids.length - position);
        return new MemberSet(grown);
    }

    public MemberSet without(long member) {
        if (!contains(member)) {
            return this;
        }
        return new MemberSet(Arrays.stream(ids).filter(id -> id != member).toArray());
    }

    public MemberSet union(MemberSet other) {
        MemberSet all = this;
        for (long member : other.ids) {
            all = all.with(member);
        }
        return all;
    }

    public long[] toArray() {
        return ids.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemberSet that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < ids.length; i++) {
            text.append(i == 0 ? "" : " ").append(Long.toUnsignedString(ids[i]));
        }
        return text.append(')').toString();
    }
}
