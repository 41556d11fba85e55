package dev.pharos.etcdctl.text;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into words: at blanks, but for what stands in quotes. */
public final class Words {
    private Words() {}

    /**
     * Double quotes keep blanks and know Go's escapes, single quotes take everything as it is; a quote in the middle of
     * a word is part of the word, and one that is never closed is left out.
     *
     * @throws IllegalArgumentException if an escape means nothing
     */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int end = c == '"' ? closing(line, at) : c == '\'' ? line.indexOf('\'', at + 1) : wordEnd(line, at);
            if (isBlank(c) || end < 0) {
                at++;
            } else if (c == '"') {
                words.add(unquoted(line.substring(at, end + 1)));
                at = end + 1;
            } else if (c == '\'') {
                words.add(line.substring(at + 1, end));
                at = end + 1;
            } else {
                words.add(line.substring(at, end));
                at = end;
            }
        }
        return words;
    }

    private static String unquoted(String quoted) {
        return GoQuotes.unquote(quoted).orElseThrow(() -> new IllegalArgumentException("invalid syntax"));
    }

    private static int closing(String line, int from) {
        int at = from + 1;
        while (at < line.length()) {
            if (line.charAt(at) == '\\') {
                at += 2;
            } else if (line.charAt(at) == '"') {
                return at;
            } else {
                at++;
            }
        }
        return -1;
    }

    private static int wordEnd(String line, int from) {
        int at = from;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r' && c != 0x0b);
    }
}
