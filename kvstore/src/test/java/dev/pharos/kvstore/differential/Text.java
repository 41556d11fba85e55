package dev.pharos.kvstore.differential;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;

/** Messages as people read them, in one line. */
final class Text {
    private static final int LONGEST = 2000;

    private Text() {}

    static String whole(Message message) {
        return "{"
                + TextFormat.printer()
                        .printToString(message)
                        .replaceAll("\\s*\\n\\s*", " ")
                        .strip() + "}";
    }

    /** Without the end of what is very long. */
    static String shortened(Message message) {
        String text = whole(message);
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
