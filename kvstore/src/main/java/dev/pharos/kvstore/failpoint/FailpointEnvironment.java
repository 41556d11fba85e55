package dev.pharos.kvstore.failpoint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the environment of the process asks of the failpoints.
 *
 * <table>
 *   <caption>Variables</caption>
 *   <tr><td>{@code GOFAIL_FAILPOINTS}, {@code PHAROS_FAILPOINTS}</td><td>{@code a=panic;b=sleep("1s")}</td></tr>
 *   <tr><td>{@code GOFAIL_HTTP}</td><td>{@code host:port} of the HTTP endpoint; without a host, loopback</td></tr>
 * </table>
 *
 * <p>Called once at the start of the process.
 */
public final class FailpointEnvironment {
    private static final Logger LOG = System.getLogger(FailpointEnvironment.class.getName());

    private static final List<String> SWITCHES = List.of("GOFAIL_FAILPOINTS", "PHAROS_FAILPOINTS");
    private static final String ENDPOINT = "GOFAIL_HTTP";

    /** One {@code name=term}; a semicolon within quotes does not end it. */
    private static final Pattern SETTING = Pattern.compile("\\s*([^=;]*)=((?:[^\";]|\"[^\"]*\")*)(?:;|$)");

    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\]]*)\\]|([^:]*)):(\\d{1,5})");

    private final Map<String, String> environment;

    public FailpointEnvironment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Switches on the points that the variables name. A name that is not known is logged and passed over:
     * harnesses name points of several releases.
     *
     * @throws MalformedTerm if a variable cannot be read; points before the unreadable place are on
     */
    public void activate() {
        for (String variable : SWITCHES) {
            String settings = environment.getOrDefault(variable, "").strip();
            Matcher setting = SETTING.matcher(settings);
            int end = 0;
            while (end < settings.length()) {
                if (!setting.region(end, settings.length()).lookingAt()) {
                    throw new MalformedTerm(variable + ": expected name=term at '" + settings.substring(end) + "'");
                }
                activate(setting.group(1).strip(), setting.group(2));
                end = setting.end();
            }
        }
    }

    private static void activate(String name, String term) {
        Optional<Failpoint> point = Failpoint.find(name);
        if (point.isPresent()) {
            point.get().enable(term);
        } else {
            LOG.log(Level.WARNING, "no failpoint is called {0}; its term is ignored", name);
        }
    }

    /**
     * Where the HTTP endpoint is wanted, if it is.
     *
     * @throws MalformedTerm if the variable is not {@code host:port}
     */
    public Optional<InetSocketAddress> endpoint() {
        String text = environment.getOrDefault(ENDPOINT, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches() || Integer.parseInt(address.group(3)) > 65535) {
            throw new MalformedTerm(ENDPOINT + ": expected host:port, found '" + text + "'");
        }
        String bracketed = address.group(1);
        String host = bracketed == null ? address.group(2) : bracketed;
        String reachable = host == null || host.isEmpty() ? "localhost" : host;
        return Optional.of(new InetSocketAddress(reachable, Integer.parseInt(address.group(3))));
    }
}
