package dev.pharos.etcdctl.run;

import dev.pharos.client.Client;
import dev.pharos.client.ClientBuilder;
import dev.pharos.client.channel.ConnectionOptions.Sizes;
import dev.pharos.client.channel.Credentials;
import dev.pharos.client.channel.TlsOptions;
import dev.pharos.client.channel.TlsOptions.Verification;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.text.ByteText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a client as the flags want it. */
final class Connecting {
    private static final List<String> FILES = List.of("cert", "key", "cacert");

    private final Line line;
    private final Supplier<String> askPassword;

    Connecting(Line line, Supplier<String> askPassword) {
        this.line = line;
        this.askPassword = askPassword;
    }

    /** @throws Exit if the flags do not fit together */
    Client client(List<String> endpoints) {
        if (endpoints.isEmpty()) {
            throw new Exit(ExitCode.BAD_CONNECTION, "etcdclient: no available endpoints");
        }
        ClientBuilder builder = Client.builder()
                .dialTimeout(line.duration("dial-timeout"))
                .keepAlive(line.duration("keepalive-time"), line.duration("keepalive-timeout"))
                .sizes(sizes());
        tls().ifPresent(builder::tls);
        credentials().ifPresent(builder::credentials);
        try {
            return builder.endpoints(endpoints).build();
        } catch (IllegalArgumentException unusable) {
            throw Exit.badArguments(String.valueOf(unusable.getMessage()));
        }
    }

    private Sizes sizes() {
        return new Sizes(
                limit("max-request-bytes", Sizes.DEFAULT.maxSendBytes()),
                limit("max-recv-bytes", Sizes.DEFAULT.maxReceiveBytes()));
    }

    private int limit(String flag, int standard) {
        long given = line.number(flag);
        return given <= 0 ? standard : (int) Math.min(given, Integer.MAX_VALUE);
    }

    private Optional<TlsOptions> tls() {
        for (String flag : FILES) {
            if (line.isGiven(flag) && line.text(flag).isEmpty()) {
                throw Exit.badArguments("empty string is passed to --" + flag + " option");
            }
        }
        boolean skips = line.is("insecure-skip-tls-verify");
        boolean named = FILES.stream().anyMatch(flag -> !line.text(flag).isEmpty());
        Optional<String> serverName = Discovery.serverName(line);
        if (!named && !skips && serverName.isEmpty() && line.is("insecure-transport")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TlsOptions(
                    file("cacert"),
                    file("cert"),
                    file("key"),
                    skips ? Verification.SKIPPED : Verification.CHECKED,
                    serverName));
        } catch (IllegalArgumentException halfGiven) {
            throw Exit.badArguments("KeyFile and CertFile must both be present[key: " + line.text("key") + ", cert: "
                    + line.text("cert") + "]");
        }
    }

    private Optional<Path> file(String flag) {
        String name = line.text(flag);
        return name.isEmpty() ? Optional.empty() : Optional.of(Raw.path(name));
    }

    private Optional<Credentials> credentials() {
        if (!line.text("auth-jwt-token").isEmpty()) {
            return Optional.of(new Credentials.Token(line.text("auth-jwt-token")));
        }
        String user = line.text("user");
        if (user.isEmpty()) {
            return Optional.empty();
        }
        if (!line.text("password").isEmpty()) {
            return login(user, line.text("password"));
        }
        int colon = user.indexOf(':');
        return colon < 0 ? login(user, askPassword.get()) : login(user.substring(0, colon), user.substring(colon + 1));
    }

    /** As in the original, who names no password is nobody. */
    private static Optional<Credentials> login(String user, String password) {
        return user.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials.Login(ByteText.toUnicode(user), ByteText.toUnicode(password)));
    }
}
