package dev.pharos.wire.dns;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a service is offered.
 *
 * @param host without the dot behind it
 */
public record SrvRecord(int priority, int weight, int port, String host) {
    /** With an empty host, which is none, there is no such service. */
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,5}) ([0-9]{1,5}) ([0-9]{1,5}) ([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*|)\\.?");

    /** What is preferred comes first; the rest keeps the order the same for everybody who asks. */
    static final Comparator<SrvRecord> ORDER = Comparator.comparingInt(SrvRecord::priority)
            .thenComparing(Comparator.comparingInt(SrvRecord::weight).reversed())
            .thenComparing(SrvRecord::host)
            .thenComparingInt(SrvRecord::port);

    /**
     * Reads {@code priority weight port host.}
     *
     * @throws IllegalArgumentException if it is something else
     */
    static SrvRecord parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no SRV record: " + text);
        }
        return new SrvRecord(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                parts.group(4));
    }

    /** {@code host:port}. */
    public String place() {
        return host + ":" + port;
    }
}
