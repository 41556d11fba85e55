package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.DurationText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What must hold of values beyond their grammar, in the order and with the words of etcd. Every method
 * throws {@link BadValue}.
 */
final class Validation {
    private static final long MAX_ELECTION_MILLIS = 50_000;
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    private final OptionValues values;

    /** Where values come from; a file may leave out what a command line must say. */
    enum Source {
        COMMAND_LINE,
        FILE
    }

    Validation(OptionValues values) {
        this.values = values;
    }

    void check(Source source) {
        refuseIf(
                values.text("discovery-fallback").equals("proxy"),
                "v2 proxy is deprecated, and --discovery-fallback can't be configured as \"proxy\"");
        LogFlags.read(values);
        checkAddresses();
        checkBootstrap();
        checkTiming();
        refuseIf(
                source == Source.COMMAND_LINE
                        && values.isGiven("listen-client-urls")
                        && !values.isGiven("advertise-client-urls"),
                "--advertise-client-urls is required when --listen-client-urls is set explicitly");
        checkCompaction();
        checkGates();
        checkTls();
    }

    private void checkAddresses() {
        for (String flag :
                List.of("listen-peer-urls", "listen-client-urls", "listen-client-http-urls", "listen-metrics-urls")) {
            values.urls(flag).forEach(Validation::checkBind);
        }
        for (ServerUrl url : values.urls("initial-advertise-peer-urls")) {
            checkHost(url, "initial-advertise-peer-urls", "\"host:port\"");
        }
        for (ServerUrl url : values.urls("advertise-client-urls")) {
            checkHost(
                    url,
                    "advertise-client-urls",
                    "in the format \"host:port\", \"unix:/path/to/socket\" or \"unixs:/path/to/socket\"");
        }
    }

    private static void checkBind(ServerUrl url) {
        if (!url.isUnix()) {
            boolean isBindable = url.host().equals("localhost") || isIpAddress(url.host());
            refuseIf(!isBindable, "expected IP in URL for binding (" + url + ")");
            checkPort(url);
        }
    }

    private void checkHost(ServerUrl url, String flag, String form) {
        if (!url.isUnix() && url.host().isEmpty()) {
            List<String> all =
                    values.urls(flag).stream().map(ServerUrl::toString).toList();
            throw new BadValue("--" + flag + " " + GoText.quote(String.join(",", all)) + " must be " + form
                    + " (unexpected empty host (" + url + "))");
        }
        checkPort(url);
    }

    private static void checkPort(ServerUrl url) {
        try {
            url.port();
        } catch (IllegalArgumentException e) {
            throw new BadValue(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isIpAddress(String host) {
        if (host.indexOf(':') < 0) {
            return IPV4.matcher(host).matches();
        }
        try {
            // With brackets it is a literal or an error; no name is looked up.
            return host.indexOf('%') < 0 && InetAddress.getByName("[" + host + "]") != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void checkBootstrap() {
        String state = values.text("initial-cluster-state");
        refuseIf(!state.equals("new") && !state.equals("existing"), "unexpected clusterState " + GoText.quote(state));
        boolean hasEndpoints = !values.text("discovery-endpoints").isEmpty();
        boolean hasToken = !values.text("discovery-token").isEmpty();
        int ways = (values.isGiven("initial-cluster")
                                && !values.text("initial-cluster").isEmpty()
                        ? 1
                        : 0)
                + (hasEndpoints ? 1 : 0)
                + (values.text("discovery-srv").isEmpty() ? 0 : 1)
                + (values.text("discovery").isEmpty() ? 0 : 1);
        refuseIf(
                ways > 1,
                "multiple discovery or bootstrap flags are set. Choose one of \"initial-cluster\","
                        + " \"discovery-endpoints\" or \"discovery-srv\"");
        refuseIf(hasEndpoints != hasToken, "both --discovery-token and --discovery-endpoints must be set");
    }

    private void checkTiming() {
        long heartbeat = values.number("heartbeat-interval");
        long election = values.number("election-timeout");
        refuseIf(heartbeat == 0, "--heartbeat-interval must be >0 (set to 0ms)");
        refuseIf(election == 0, "--election-timeout must be >0 (set to 0ms)");
        refuseIf(
                heartbeat > election / 5,
                "--election-timeout[" + election + "ms] should be at least as 5 times as --heartbeat-interval["
                        + heartbeat + "ms]");
        refuseIf(
                election > MAX_ELECTION_MILLIS,
                "--election-timeout[" + election + "ms] is too long, and should be set less than " + MAX_ELECTION_MILLIS
                        + "ms");
    }

    private void checkCompaction() {
        String mode = values.text("auto-compaction-mode");
        refuseIf(mode.isEmpty(), "undefined auto-compaction-mode");
        refuseIf(
                !mode.equals("periodic") && !mode.equals("revision"),
                "unknown auto-compaction-mode " + GoText.quote(mode));
    }

    private void checkGates() {
        Map<FeatureGate, Boolean> chosen = FeatureGates.parse(values.text("feature-gates"));
        FeatureGates gates = FeatureGates.of(chosen);
        refuseIf(
                gates.isEnabled(FeatureGate.LEASE_CHECKPOINT_PERSIST) && !gates.isEnabled(FeatureGate.LEASE_CHECKPOINT),
                "enabling feature gate LeaseCheckpointPersist requires enabling feature gate LeaseCheckpoint");
        Duration check = values.duration("compact-hash-check-time");
        refuseIf(
                check.isZero() || check.isNegative(),
                "--compact-hash-check-time must be >0 (set to " + DurationText.of(check) + ")");
    }

    private void checkTls() {
        String min = values.text("tls-min-version");
        String max = values.text("tls-max-version");
        checkTlsVersion(min);
        checkTlsVersion(max);
        refuseIf(
                !max.isEmpty() && min.compareTo(max) > 0,
                "min version (" + min + ") is greater than max version (" + max + ")");
        refuseIf(
                min.equals("TLS1.3") && !values.names("cipher-suites").isEmpty(),
                "cipher suites cannot be configured when only TLS1.3 is enabled");
        boolean hasCertificate = values.isOn("auto-tls")
                || (!values.text("cert-file").isEmpty()
                        && !values.text("key-file").isEmpty());
        refuseIf(
                !hasCertificate && isAnySecure("listen-client-urls", "listen-client-http-urls"),
                "TLS key/cert (--cert-file, --key-file) must be provided for client url URL with HTTPS scheme");
        refuseIf(
                !hasCertificate && isAnySecure("listen-metrics-urls"),
                "client TLS key/cert (--cert-file, --key-file) must be provided for metrics secure url");
    }

    private static void checkTlsVersion(String version) {
        refuseIf(
                !List.of("", "TLS1.2", "TLS1.3").contains(version),
                "unexpected TLS version " + GoText.quote(version) + " (must be one of TLS1.2, TLS1.3)");
    }

    private boolean isAnySecure(String... flags) {
        for (String flag : flags) {
            if (values.urls(flag).stream().anyMatch(ServerUrl::isSecure)) {
                return true;
            }
        }
        return false;
    }

    private static void refuseIf(boolean condition, String text) {
        if (condition) {
            throw new BadValue(text);
        }
    }
}
