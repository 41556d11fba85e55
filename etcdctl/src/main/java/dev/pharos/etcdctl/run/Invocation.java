package dev.pharos.etcdctl.run;

import dev.pharos.client.Client;
import dev.pharos.client.channel.Call;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.output.Format;
import dev.pharos.etcdctl.output.Formats;
import dev.pharos.etcdctl.output.Look;
import dev.pharos.etcdctl.output.Sink;
import dev.pharos.wire.dns.NameServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One command under way: its line, the streams, and on demand the client and the form of answers. Nothing that needs
 * them is done before the line itself was found good.
 */
public final class Invocation implements AutoCloseable {
    private final Surroundings surroundings;
    private final Sink out;
    private final Sink err;

    private Line line;
    private boolean isComplete;
    private @Nullable Client client;
    private @Nullable List<String> endpoints;
    private @Nullable Format format;
    private @Nullable Interrupts interrupts;

    public Invocation(Line line, Surroundings surroundings, Sink out, Sink err) {
        this.line = line;
        this.surroundings = surroundings;
        this.out = out;
        this.err = err;
    }

    public Line line() {
        return line;
    }

    public List<String> words() {
        return line.words();
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public Sink out() {
        return out;
    }

    public Sink err() {
        return err;
    }

    /** A line about what went wrong while the command goes on. */
    public void complain(String text) {
        out.flush();
        err.line(text).flush();
    }

    /** The line with what the environment says. */
    private Line complete() {
        if (!isComplete) {
            isComplete = true;
            line = Environment.complete(line, surroundings.environment(), err);
            if (line.is("debug")) {
                Globals.FLAGS.forEach(flag -> err.line(setting(flag)));
            }
        }
        return line;
    }

    private String setting(Flag flag) {
        boolean isSecret = flag.name().equals("password") || flag.name().equals("auth-jwt-token");
        String value = isSecret && !line.text(flag.name()).isEmpty() ? "***" : line.text(flag.name());
        return Globals.variable(flag.name()) + "=" + value;
    }

    /**
     * The form of answers.
     *
     * @throws Exit if the flag names none
     */
    public Format format() {
        if (format == null) {
            Line complete = complete();
            Look look = complete.is("hex") ? Look.HEX : Look.PLAIN;
            format = Formats.named(complete.text("write-out"), out, look)
                    .orElseThrow(() -> new Exit(ExitCode.BAD_FEATURE, "unsupported output format"));
        }
        return format;
    }

    /** The simple form without keys. */
    public Format valuesOnly() {
        return Formats.valuesOnly(out, complete().is("hex") ? Look.HEX : Look.PLAIN);
    }

    /**
     * The client of the command.
     *
     * @throws Exit if the flags do not fit together, or the server refuses the password
     */
    public Client client() throws InterruptedException {
        if (client == null) {
            format();
            Client made = connecting(complete(), "Password: ").client(endpoints());
            client = made;
            logIn(made);
        }
        return client;
    }

    /**
     * Another client, as flags of other names describe it.
     *
     * @param prompt with which its password is asked for
     */
    public Client client(Line described, List<String> endpoints, String prompt) throws InterruptedException {
        Client made = connecting(described, prompt).client(endpoints);
        try {
            logIn(made);
        } catch (Exit refused) {
            made.close();
            throw refused;
        }
        return made;
    }

    private Connecting connecting(Line described, String prompt) {
        return new Connecting(described, () -> Passwords.ask(this, prompt));
    }

    private static void logIn(Client made) throws InterruptedException {
        try {
            made.logIn().get();
        } catch (ExecutionException failed) {
            throw new Exit(ExitCode.BAD_CONNECTION, reason(failed));
        }
    }

    /**
     * Those that the records of a domain name, or else the flags.
     *
     * @throws Exit if a domain is given that has no records
     */
    public List<String> endpoints() {
        if (endpoints == null) {
            Line complete = complete();
            List<String> found = Discovery.isWanted(complete)
                    ? new Discovery(NameServers.usual(), err).endpoints(complete)
                    : List.of();
            endpoints = found.isEmpty()
                    ? complete.texts("endpoints").stream().map(String::strip).toList()
                    : found;
        }
        return endpoints;
    }

    /** For commands that answer at once. */
    public Duration timeout() {
        return complete().duration("command-timeout");
    }

    /** For commands that the flag about timeouts does not concern. */
    public Duration patience() {
        return Call.UNLIMITED;
    }

    /**
     * Waits for an answer.
     *
     * @throws Exit if the call fails
     */
    public <A> A await(CompletableFuture<A> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw new Exit(ExitCode.ERROR, reason(failed));
        }
    }

    /**
     * The same for those who want to judge the failure themselves.
     *
     * @throws CallFailure if the call fails
     */
    public static <A> A answerOf(CompletableFuture<A> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CallFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static String reason(ExecutionException failed) {
        return failed.getCause() instanceof CallFailure failure
                ? ErrorText.of(failure)
                : String.valueOf(failed.getCause());
    }

    /** From now on a wish to end is heard here, and nothing ends by itself. */
    public Interrupts interrupts() {
        if (interrupts == null) {
            interrupts = Interrupts.listen();
        }
        return interrupts;
    }

    /** When all is said, lets the program end if somebody wished that. */
    public void finish(int status) {
        out.flush();
        err.flush();
        if (interrupts != null) {
            interrupts.end(status);
        }
    }

    /** Ends the program from a thread beside that of the command. */
    public void abort(Exit exit) {
        out.flush();
        if (!exit.text().isEmpty()) {
            err.line("Error: " + exit.text());
        }
        err.flush();
        Runtime.getRuntime().halt(exit.status());
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        out.flush();
        err.flush();
    }
}
