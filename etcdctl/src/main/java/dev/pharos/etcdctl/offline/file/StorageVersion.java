package dev.pharos.etcdctl.offline.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.dbfile.DbFile;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which releases can read a database file: it says so since 3.6. */
record StorageVersion(int major, int minor) implements Comparable<StorageVersion> {
    static final String ROW = "storageVersion";
    static final StorageVersion WITHOUT_ROW = new StorageVersion(3, 5);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\..*)?");
    private static final String BUCKET = "meta";

    /** What is written there. */
    static Optional<String> row(DbFile db) {
        return db.get(BUCKET, ROW.getBytes(UTF_8)).map(text -> new String(text, UTF_8));
    }

    /** Empty for what is no version. */
    static Optional<StorageVersion> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new StorageVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    boolean hasRow() {
        return compareTo(WITHOUT_ROW) > 0;
    }

    /** As it is written into the file. */
    String text() {
        return this + ".0";
    }

    @Override
    public int compareTo(StorageVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
