package dev.pharos.wire.dns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * Asks name servers where a service is, through the DNS provider of the JDK. Any thread; an answer comes, or the
 * question fails, within some seconds for each server.
 */
public final class NameServers {
    /** Which ones to ask, {@code host:port,host:port}; without it those of the system. */
    private static final String PROPERTY = "pharos.name-servers";

    private static final String SRV = "SRV";
    private static final String FIRST_WAIT_MILLIS = "1000";
    private static final String MORE_TRIES = "3";

    /** Anything else would mean something of its own to JNDI, and no service is called so. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private final Properties environment = new Properties();

    private NameServers(String urls) {
        environment.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.setProperty(Context.PROVIDER_URL, urls);
        // Each try is twice as patient as the one before.
        environment.setProperty("com.sun.jndi.dns.timeout.initial", FIRST_WAIT_MILLIS);
        environment.setProperty("com.sun.jndi.dns.timeout.retries", MORE_TRIES);
    }

    /** Those that the JVM was told with {@code -Dpharos.name-servers}, or those that the system asks. */
    public static NameServers usual() {
        return of(System.getProperty(PROPERTY, ""));
    }

    /**
     * Those of a list.
     *
     * @param servers {@code host:port} of each, separated by commas; if empty, those that the system asks
     */
    public static NameServers of(String servers) {
        return new NameServers(
                servers.isBlank()
                        ? "dns:"
                        : Arrays.stream(servers.split(",", -1))
                                .map(server -> "dns://" + server.strip())
                                .collect(Collectors.joining(" ")));
    }

    /** Nobody knows of such a service, or nobody answers. */
    public static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        Unanswered(String name, String reason) {
            super("lookup " + name + ": " + reason);
        }
    }

    /**
     * Of a service such as {@code _service._tcp.example.org}, in the order in which they are to be taken.
     *
     * @throws Unanswered if there is none
     */
    public List<SrvRecord> places(String service) throws Unanswered {
        String name = service.endsWith(".") ? service.substring(0, service.length() - 1) : service;
        if (!NAME.matcher(name).matches()) {
            throw new Unanswered(name, "no such host");
        }
        try {
            List<SrvRecord> found = ask(name);
            if (found.isEmpty()) {
                throw new Unanswered(name, "no such host");
            }
            found.sort(SrvRecord.ORDER);
            return found;
        } catch (NameNotFoundException unknown) {
            throw new Unanswered(name, "no such host");
        } catch (NamingException failed) {
            throw new Unanswered(name, reasonOf(failed));
        } catch (IllegalArgumentException malformed) {
            throw new Unanswered(name, String.valueOf(malformed.getMessage()));
        }
    }

    // No object comes from there: the context is the DNS provider's, and what it answers are texts.
    @SuppressWarnings("BanJNDI")
    private List<SrvRecord> ask(String name) throws NamingException {
        List<SrvRecord> found = new ArrayList<>();
        DirContext servers = new InitialDirContext(environment);
        try {
            Attribute records = servers.getAttributes(name, new String[] {SRV}).get(SRV);
            if (records != null) {
                NamingEnumeration<?> each = records.getAll();
                while (each.hasMore()) {
                    found.add(SrvRecord.parse(String.valueOf(each.next())));
                }
            }
        } finally {
            servers.close();
        }
        return found;
    }

    private static String reasonOf(NamingException failed) {
        Throwable root = failed.getRootCause();
        String reason = failed.getExplanation() == null ? failed.getClass().getSimpleName() : failed.getExplanation();
        return root == null ? reason : reason + " (" + root + ")";
    }
}
