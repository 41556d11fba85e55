package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.key.Ranges;
import dev.pharos.etcdctl.key.Ranges.Keys;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.run.Exit;
import java.util.List;

/** The keys of a permission. */
final class PermittedKeys {
    static final List<Flag> FLAGS = List.of(
            Flag.toggle("from-key", "this key and all behind it"),
            Flag.toggle("prefix", "all keys that begin with this"));

    private PermittedKeys() {}

    /**
     * @param words a key, and perhaps the end of a range
     * @throws Exit if these and the flags cannot go together
     */
    static Keys of(Line line, List<String> words) {
        boolean prefix = line.is("prefix");
        boolean fromKey = line.is("from-key");
        String key = words.get(0);
        if (words.size() == 1 || key.isEmpty()) {
            if (prefix && fromKey) {
                throw Exit.badArguments("--from-key and --prefix flags are mutually exclusive");
            }
            if (prefix) {
                return Ranges.prefix(key);
            }
            return fromKey ? Ranges.fromKey(key) : Ranges.of(key.isEmpty() ? "\0" : key, "");
        }
        if (prefix || fromKey) {
            throw Exit.badArguments("unexpected endkey argument with --" + (prefix ? "prefix" : "from-key") + " flag");
        }
        return Ranges.of(key, words.get(1));
    }
}
