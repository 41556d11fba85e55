package dev.pharos.etcdctl.output;

import dev.pharos.etcdctl.text.ByteText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in a frame of lines: heads in the middle of their columns, cells at the right. */
public final class Frame {
    private static final String LINE = ByteText.ofUnicode("\u2500");
    private static final String BAR = ByteText.ofUnicode("\u2502");

    private Frame() {}

    /** Draws it; all rows are as long as the head. */
    public static String of(List<String> head, List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(head.size(), 0));
        widen(widths, head);
        rows.forEach(row -> widen(widths, row));
        StringBuilder text = new StringBuilder();
        rule(text, widths, "\u250c\u252c\u2510");
        text.append(BAR);
        for (int i = 0; i < head.size(); i++) {
            int gap = widths.get(i) - width(head.get(i));
            text.append(cell(head.get(i), gap / 2, gap - gap / 2));
        }
        text.append('\n');
        rule(text, widths, "\u251c\u253c\u2524");
        for (List<String> row : rows) {
            text.append(BAR);
            for (int i = 0; i < row.size(); i++) {
                text.append(cell(row.get(i), widths.get(i) - width(row.get(i)), 0));
            }
            text.append('\n');
        }
        rule(text, widths, "\u2514\u2534\u2518");
        return text.toString();
    }

    private static void widen(List<Integer> widths, List<String> row) {
        for (int i = 0; i < row.size(); i++) {
            widths.set(i, Math.max(widths.get(i), width(row.get(i))));
        }
    }

    private static int width(String cell) {
        String text = ByteText.toUnicode(cell);
        return text.codePointCount(0, text.length());
    }

    private static String cell(String text, int before, int behind) {
        return " ".repeat(before + 1) + text + " ".repeat(behind + 1) + BAR;
    }

    /** @param corners at the left end, between columns, at the right end */
    private static void rule(StringBuilder text, List<Integer> widths, String corners) {
        for (int i = 0; i < widths.size(); i++) {
            text.append(corner(corners, i == 0 ? 0 : 1)).append(LINE.repeat(widths.get(i) + 2));
        }
        text.append(corner(corners, 2)).append('\n');
    }

    private static String corner(String corners, int which) {
        return ByteText.ofUnicode(corners.substring(which, which + 1));
    }
}
