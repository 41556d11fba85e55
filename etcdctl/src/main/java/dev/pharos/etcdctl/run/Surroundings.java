package dev.pharos.etcdctl.run;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;

/**
 * What a program finds when it starts.
 *
 * @param terminals which of its streams lead to a person
 */
public record Surroundings(
        InputStream in, OutputStream out, OutputStream err, Map<String, String> environment, Set<Stream> terminals) {
    public enum Stream {
        IN,
        OUT,
        ERR
    }

    public Surroundings {
        environment = Map.copyOf(environment);
        terminals = Set.copyOf(terminals);
    }
}
