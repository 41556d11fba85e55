package dev.pharos.kvstore.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The kind of tokens that users are given.
 *
 * @param settings of a jwt its sign-method, pub-key, priv-key and ttl, as far as given
 */
public record TokenOptions(String kind, Map<String, String> settings) {
    private static final String INVALID = "auth: invalid auth options";

    public TokenOptions {
        settings = Map.copyOf(settings);
    }

    /** Reads {@code simple} or {@code jwt,key=value,...}; throws {@link BadValue}. */
    static TokenOptions parse(String text) {
        String[] parts = text.split(",", -1);
        String kind = parts[0];
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] setting = parts[i].split("=", -1);
            if (setting.length != 2 || settings.put(setting[0], setting[1]) != null) {
                throw new BadValue(INVALID);
            }
        }
        // etcd takes an empty text for no tokens at all, which nobody can use.
        if (!Set.of("simple", "jwt", "").contains(kind)) {
            throw new BadValue(INVALID);
        }
        if (kind.equals("jwt") && settings.getOrDefault("sign-method", "").isEmpty()) {
            throw new BadValue(INVALID);
        }
        return new TokenOptions(kind.isEmpty() ? "simple" : kind, settings);
    }
}
