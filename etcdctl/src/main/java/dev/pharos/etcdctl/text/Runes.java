package dev.pharos.etcdctl.text;

/** Reads the bytes of a text as UTF-8, one code point after the other, as Go does: a wrong byte stands for itself. */
public final class Runes {
    /** What {@link #next} gives for a byte that begins no code point. */
    public static final int WRONG = -1;

    private final String bytes;
    private int at;
    private int length;

    public Runes(String bytes) {
        this.bytes = bytes;
    }

    /** Moves on to the next one and tells whether there is one. */
    public boolean advance() {
        at += length;
        length = 0;
        return at < bytes.length();
    }

    /** The code point here, or {@link #WRONG}. Once after each {@link #advance}. */
    public int next() {
        int first = bytes.charAt(at);
        int more = first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : 3;
        length = 1;
        if (more == 0) {
            return first;
        }
        if (first < 0xc2 || first > 0xf4 || at + more >= bytes.length()) {
            return WRONG;
        }
        int rune = first & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            int following = bytes.charAt(at + i);
            if ((following & 0xc0) != 0x80) {
                return WRONG;
            }
            rune = (rune << 6) | (following & 0x3f);
        }
        if (!isRune(rune, more)) {
            return WRONG;
        }
        length = 1 + more;
        return rune;
    }

    private static boolean isRune(int rune, int more) {
        return switch (more) {
            case 1 -> true;
            case 2 -> rune >= 0x800 && (rune < Character.MIN_SURROGATE || rune > Character.MAX_SURROGATE);
            default -> rune >= 0x10000 && rune <= Character.MAX_CODE_POINT;
        };
    }

    /** The bytes of what {@link #next} gave. */
    public String raw() {
        return bytes.substring(at, at + length);
    }
}
