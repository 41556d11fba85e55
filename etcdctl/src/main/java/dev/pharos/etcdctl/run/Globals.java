package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Flag.Kind;
import java.util.List;
import java.util.Locale;

/** The flags of all commands. */
public final class Globals {
    private static final String PREFIX = "ETCDCTL_";

    /** By name, as help pages list them. */
    public static final List<Flag> FLAGS = List.of(
            Flag.text("auth-jwt-token", "", "a JWT to identify with, instead of a name and password"),
            Flag.text("cacert", "", "trust servers whose certificate one of those in this file vouches for"),
            Flag.text("cert", "", "file with the certificate of this client"),
            Flag.duration("command-timeout", "5s", "for how long a short command may wait for its answer"),
            Flag.toggle("debug", "show on stderr what the program does"),
            Flag.duration("dial-timeout", "2s", "for how long a connection may take to come up"),
            Flag.text("discovery-srv", "", "domain whose SRV records say where the members are")
                    .withLetter('d'),
            Flag.text("discovery-srv-name", "", "suffix of the service that the SRV records are for"),
            new Flag("endpoints", Flag.NO_LETTER, Kind.TEXTS, "127.0.0.1:2379", "where the members are"),
            Flag.toggle("hex", "show keys and values as hexadecimal bytes"),
            standardOn("insecure-discovery", "take SRV records of members without TLS too"),
            Flag.toggle("insecure-skip-tls-verify", "trust any server (for tests only)"),
            standardOn("insecure-transport", "connect without TLS unless an option of TLS is given"),
            Flag.duration("keepalive-time", "2s", "how often to see whether a connection lives"),
            Flag.duration("keepalive-timeout", "6s", "after how long without an answer it does not"),
            Flag.text("key", "", "file with the key of the certificate"),
            Flag.number("max-recv-bytes", "0", "most bytes of one answer; 0 for 2147483647"),
            Flag.number("max-request-bytes", "0", "most bytes of one request; 0 for 2097152"),
            Flag.text("password", "", "password of --user, which is then a name alone"),
            Flag.text("user", "", "name, or name:password; without a password you are asked for it"),
            Flag.text("write-out", "simple", "form of the answers: fields, json, protobuf, simple, table")
                    .withLetter('w'));

    private Globals() {}

    private static Flag standardOn(String name, String summary) {
        return new Flag(name, Flag.NO_LETTER, Kind.SWITCH, "true", summary);
    }

    /** The environment variable that sets a flag. */
    public static String variable(String flag) {
        return PREFIX + flag.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static boolean isVariable(String name) {
        return name.startsWith(PREFIX);
    }
}
