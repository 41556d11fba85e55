package dev.pharos.etcdctl.offline.text;

/** Texts between double quotes. */
public final class Quoted {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;

    private Quoted() {}

    /** As Go quotes them. */
    public static String go(String raw) {
        return quote(raw, "\\x%02x");
    }

    /** As JSON does. */
    public static String json(String raw) {
        return quote(raw, "\\u%04x");
    }

    private static String quote(String raw, String otherwise) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < raw.length(); i++) {
            char each = raw.charAt(i);
            switch (each) {
                case '"', '\\' -> out.append('\\').append(each);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (each < FIRST_PRINTABLE || each == DELETE) {
                        out.append(String.format(otherwise, (int) each));
                    } else {
                        out.append(each);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
