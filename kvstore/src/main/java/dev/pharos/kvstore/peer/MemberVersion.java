package dev.pharos.kvstore.peer;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What counts of a version when members look whether they understand each other. */
record MemberVersion(int major, int minor) implements Comparable<MemberVersion> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\..{1,60}");
    private static final Comparator<MemberVersion> ORDER =
            Comparator.comparingInt(MemberVersion::major).thenComparingInt(MemberVersion::minor);

    static Optional<MemberVersion> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new MemberVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(MemberVersion other) {
        return ORDER.compare(this, other);
    }
}
