package dev.pharos.kvstore.http.exchange;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;

/** The parameters behind the question mark. */
public record Query(Map<String, List<String>> parameters) {
    static Query of(String uri) {
        try {
            return new Query(new QueryStringDecoder(uri).parameters());
        } catch (IllegalArgumentException malformed) {
            // A bad escape spoils the parameters, not the path before them.
            return new Query(Map.of());
        }
    }

    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The first value is this one. */
    public boolean is(String name, String value) {
        List<String> values = all(name);
        return !values.isEmpty() && values.get(0).equals(value);
    }
}
