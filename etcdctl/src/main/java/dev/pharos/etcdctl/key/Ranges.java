package dev.pharos.etcdctl.key;

import com.google.protobuf.ByteString;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.value.KeyRange;

/** The keys that an argument or two and the flags about prefixes mean. */
public final class Ranges {
    private Ranges() {}

    /** The two fields of a request. They go out as they were given, for the server judges them. */
    public record Keys(ByteString first, ByteString end) {
        /** As a value. */
        public KeyRange range() {
            return KeyRange.from(first, end);
        }
    }

    /** All keys that begin with this. */
    public static Keys prefix(String key) {
        return keys(KeyRange.prefix(
                KeyRange.from(ByteText.byteString(key), ByteString.EMPTY).key()));
    }

    /** This key and all behind it. */
    public static Keys fromKey(String key) {
        return keys(KeyRange.fromKey(
                KeyRange.from(ByteText.byteString(key), ByteString.EMPTY).key()));
    }

    private static Keys keys(KeyRange range) {
        return new Keys(range.key().toByteString(), range.rangeEnd().toByteString());
    }

    /** One key, or with an end that is not empty a range. */
    public static Keys of(String key, String end) {
        return new Keys(ByteText.byteString(key), ByteText.byteString(end));
    }

    /**
     * One key, or a range with its end, or what the flags {@code prefix} and {@code from-key} make of it.
     *
     * @param line with at least one word
     * @throws Exit if these cannot go together
     */
    static Keys chosen(Line line) {
        boolean prefix = line.is("prefix");
        boolean fromKey = line.is("from-key");
        String key = line.words().get(0);
        if (prefix && fromKey) {
            throw Exit.badArguments("`--prefix` and `--from-key` cannot be set at the same time, choose one");
        }
        if (line.words().size() == 1) {
            return prefix ? prefix(key) : fromKey ? fromKey(key) : of(key, "");
        }
        if (prefix || fromKey) {
            throw Exit.badArguments(
                    "too many arguments, only accept one argument when `--prefix` or `--from-key` is set");
        }
        return of(key, line.words().get(1));
    }
}
