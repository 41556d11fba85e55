package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.run.Surroundings.Stream;
import dev.pharos.etcdctl.text.ByteText;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Asks for passwords: a person without showing what is typed, a script by a line of its standard input. */
public final class Passwords {
    private Passwords() {}

    /**
     * One password; where input has ended, an empty one.
     *
     * @throws Exit if a person gives no answer
     */
    public static String ask(Invocation invocation, String prompt) {
        Console console = invocation.surroundings().terminals().contains(Stream.IN) ? System.console() : null;
        if (console == null) {
            invocation.out().print(prompt).flush();
            String line = readLine(invocation);
            invocation.out().line("").flush();
            return line;
        }
        invocation.out().flush();
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            throw new Exit(ExitCode.ERROR, "EOF");
        }
        return ByteText.of(new String(typed).getBytes(console.charset()));
    }

    private static String readLine(Invocation invocation) {
        StringBuilder line = new StringBuilder();
        try {
            int next = invocation.surroundings().in().read();
            while (next >= 0 && next != '\n') {
                line.append((char) next);
                next = invocation.surroundings().in().read();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return line.toString();
    }
}
